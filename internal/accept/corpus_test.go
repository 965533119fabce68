package accept

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

const (
	posts = "content/posts"
	base  = "https://18f.example.gov"
)

// moved is the site brought over.
type moved struct {
	old    string // the folder of the old site
	before map[string]string
	source string // what import wrote
	public string // what build made of that
}

// move imports the corpus and builds it, once for all tests. The build goes to
// a folder of its own, so that the imported one stays as it was written.
var move = sync.OnceValues(func() (moved, error) {
	m := moved{
		old:    filepath.Join(os.Getenv("LODESTONE_CORPUS"), "18f"),
		source: filepath.Join(temp, "site"),
		public: filepath.Join(temp, "built", "public"),
	}
	var err error
	if m.before, err = fingerprints(m.old, true); err != nil {
		return m, err
	}
	if err := succeed("import", "jekyll", m.old, m.source); err != nil {
		return m, err
	}
	return m, succeed("build", "--source", m.source, "--out", filepath.Dir(m.public), "--base-url", base, "--no-cache")
})

func succeed(args ...string) error {
	code, said, err := lodestone(args...)
	if err == nil && code != 0 {
		err = errors.New(said)
	}
	if err != nil {
		return fmt.Errorf("lodestone %s: exit %d: %w", strings.Join(args, " "), code, err)
	}
	return nil
}

func site(t *testing.T) moved {
	t.Helper()
	if os.Getenv("LODESTONE_CORPUS") == "" {
		t.Skip("LODESTONE_CORPUS is not set: there is no old site to import")
	}
	m, err := move()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (m moved) page(url string) string {
	return filepath.Join(m.public, filepath.FromSlash(url), "index.html")
}

func (m moved) report() (map[string]imported, error) {
	return readReport(filepath.Join(m.source, "import-report.json"))
}

var dated = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)\.md$`)

// sources lists the files of posts and their addresses on the old site, which
// are said by their names.
func sources(t *testing.T, old string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(old, posts))
	if err != nil {
		t.Fatal(err)
	}
	urls := map[string]string{}
	for _, e := range entries {
		if m := dated.FindStringSubmatch(e.Name()); m != nil {
			urls[e.Name()] = fmt.Sprintf("/%s/%02s/%02s/%s/", m[1], m[2], m[3], m[4])
		}
	}
	return urls
}
