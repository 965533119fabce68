package accept

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestKitFindsNothing runs every check of a kit that is not of this project over the
// repository's site, warnings included where the kit has a switch for them. How
// fast pages are depends on the machine: make accept asks for it with
// LODESTONE_LIGHTHOUSE, the least score that the median of three may have. What needs a
// browser looks at a page of each kind: TestAxeFindsNothing has looked at all.
func TestKitFindsNothing(t *testing.T) {
	kit := os.Getenv("LODESTONE_KIT")
	if kit == "" {
		t.Skip("LODESTONE_KIT is not set: no kit to run")
	}
	public := own(t)
	some := eachKind(t, public)
	t.Run("links", func(t *testing.T) { allLinks(t, kit, public, ownOrigin) })
	for _, c := range []struct {
		name  string
		env   []string
		paths []string
	}{
		{name: "nu", env: []string{"NU_WARN=1"}},
		{name: "html-validate"},
		{name: "sitemap"},
		{name: "feeds"},
		{name: "robots"},
		{name: "social"},
		{name: "schema-dts", env: []string{"STRICT=1"}},
		{name: "axe", env: []string{"AXE_SCHEMES=light dark"}, paths: some},
		{name: "lighthouse", env: append(speed(), "MIN_AGENTIC=100"), paths: some},
	} {
		t.Run(c.name, func(t *testing.T) {
			run := exec.Command(filepath.Join(kit, "bin", c.name+".sh"), append([]string{public}, c.paths...)...)
			run.Env = append(os.Environ(), c.env...)
			out, err := run.CombinedOutput()
			lines := strings.Split(strings.TrimSpace(string(out)), "\n")
			if err != nil {
				t.Errorf("%v\n%s", err, strings.Join(lines[max(0, len(lines)-30):], "\n"))
			}
			t.Log(lines[len(lines)-1])
		})
	}
}

// speed is how fast Lighthouse must find pages.
func speed() []string {
	if least := os.Getenv("LODESTONE_LIGHTHOUSE"); least != "" {
		return []string{"MIN_PERF=" + least, "RUNS=3"}
	}
	return []string{"MIN_PERF=0"}
}

var (
	kindOf  = regexp.MustCompile(`<main[^>]* data-kind="([a-z]+)"`)
	noindex = []byte(`<meta name="robots" content="noindex`)
)

// eachKind gives the address of one page of each kind that search engines may list.
func eachKind(t *testing.T, public string) []string {
	seen := map[string]string{}
	for _, page := range pagesOf(t, public) {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		m := kindOf.FindSubmatch(text)
		if m == nil || bytes.Contains(text, noindex) || seen[string(m[1])] != "" {
			continue
		}
		seen[string(m[1])] = filepath.ToSlash(strings.TrimSuffix(strings.TrimPrefix(page, public), "index.html"))
	}
	var all []string
	for _, path := range seen {
		all = append(all, path)
	}
	slices.Sort(all)
	return all
}
