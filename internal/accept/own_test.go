package accept

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// home is the root of the repository, which is a site.
const home = "../.."

// ownSite builds the repository's own site, once for all tests, and gives the
// folder that goes to the host.
var ownSite = sync.OnceValues(func() (public string, err error) {
	out := filepath.Join(temp, "own")
	return filepath.Join(out, "public"), succeed("build", "--source", home, "--out", out, "--no-cache")
})

func own(t *testing.T) string {
	t.Helper()
	public, err := ownSite()
	if err != nil {
		t.Fatal(err)
	}
	return public
}

// pagesOf lists the pages of a built site, sorted.
func pagesOf(t *testing.T, public string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && filepath.Ext(name) == ".html" {
			all = append(all, name)
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatalf("%s: %d pages, %v", public, len(all), err)
	}
	slices.Sort(all)
	return all
}

// pinned gives the place of a file of the packages that tools/package.json names
// and make test installs.
func pinned(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(home, "tools", "node_modules", filepath.FromSlash(name)))
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Skipf("not installed: tools/node_modules/%s (npm ci --prefix tools)", name)
	}
	return path
}

// need finds a program; without it the test is skipped.
func need(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skipf("not installed: %s", strings.Join(names, " or "))
	return ""
}

// output runs a program and gives what it printed on stdout; that it found
// something to say, and so gives another code than 0, is no error.
func output(t *testing.T, name string, args ...string) []byte {
	t.Helper()
	c := exec.Command(name, args...)
	var complaints strings.Builder
	c.Stderr = &complaints
	out, err := c.Output()
	if err != nil && (c.ProcessState == nil || len(out) == 0) {
		t.Fatal(fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, complaints.String()))
	}
	return out
}
