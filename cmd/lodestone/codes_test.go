package main

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lodestone/internal/diag"
)

// elsewhere are the codes that no archive can raise, and why.
func elsewhere() map[string]string {
	const schema = "no key of site.yaml or of front matter is declared so yet; raised in internal/schema"
	return map[string]string{
		"key/not-number": schema,
		"key/too-short":  schema,
		"key/too-long":   schema,
		"key/too-few":    schema,
		"key/too-many":   schema,
		"key/bad-email":  schema,
		"out/disk-full":  "needs a full disk; raised in internal/door/disk",
		"out/permission": "root may write everywhere; raised in internal/door/disk",
		"out/waiting":    "needs two builds at one moment; raised in internal/door/disk",
	}
}

var said = regexp.MustCompile(`\[([a-z]+/[a-z0-9-]+)\]$|"code":"([a-z]+/[a-z0-9-]+)"`)

// raised gives the codes that the archives of a folder say, by archive.
func raised(t *testing.T, dir string) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all[filepath.Base(name)] = nil
		for line := range strings.Lines(string(text)) {
			for _, m := range said.FindAllStringSubmatch(strings.TrimRight(line, "\n"), -1) {
				all[filepath.Base(name)] = append(all[filepath.Base(name)], m[1]+m[2])
			}
		}
	}
	return all
}

// TestEveryCode sees that each code of the table is said in an archive, and
// that there are as many archives and codes as the engine promises.
func TestEveryCode(t *testing.T) {
	faulty, script := raised(t, "faulty"), raised(t, "script")
	inFaulty, seen := map[string]bool{}, map[string]bool{}
	sites := 0
	for _, codes := range faulty {
		if len(codes) > 0 {
			sites++
		}
		for _, c := range codes {
			inFaulty[c], seen[c] = true, true
		}
	}
	for _, codes := range script {
		for _, c := range codes {
			seen[c] = true
		}
	}
	if sites < 60 || len(inFaulty) < 40 {
		t.Errorf("%d faulty sites with %d codes, want 60 with 40", sites, len(inFaulty))
	}
	t.Logf("%d faulty sites, %d codes of %d", sites, len(inFaulty), len(diag.Codes()))
	reasons := elsewhere()
	for _, code := range diag.Codes() {
		_, excused := reasons[code]
		switch {
		case !seen[code] && !excused:
			t.Errorf("no archive says %s", code)
		case seen[code] && excused:
			t.Errorf("an archive does say %s", code)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(reasons)) {
		if !slices.Contains(diag.Codes(), code) {
			t.Errorf("%s is no code", code)
		}
	}
}

// TestExplainEveryCode sees that explain tells of each code what it is, what
// causes it and how to mend it.
func TestExplainEveryCode(t *testing.T) {
	for _, code := range diag.Codes() {
		var out, errs strings.Builder
		if status := run(context.Background(), []string{"explain", code}, strings.NewReader(""), &out, &errs); status != 0 || errs.Len() > 0 {
			t.Errorf("explain %s: %d, %s", code, status, &errs)
		}
		for _, part := range []string{code + " (", "Cause:  ", "Remedy: "} {
			if !strings.Contains(out.String(), part) {
				t.Errorf("explain %s lacks %q:\n%s", code, part, &out)
			}
		}
	}
}
