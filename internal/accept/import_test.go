package accept

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// fingerprints gives the hash of each file below a folder, and the time of its
// last change when asked for.
func fingerprints(root string, times bool) (map[string]string, error) {
	all := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(root, path)
		all[name] = fmt.Sprintf("%x", sha256.Sum256(data))
		if times {
			all[name] += " " + info.ModTime().String()
		}
		return nil
	})
	return all, err
}

// unchanged compares a folder with what it held.
func unchanged(t *testing.T, what string, was map[string]string, root string, times bool) {
	t.Helper()
	is, err := fingerprints(root, times)
	if err != nil {
		t.Fatal(err)
	}
	for name := range was {
		if was[name] != is[name] {
			t.Errorf("%s: %s", what, name)
		}
	}
	for name := range is {
		if was[name] == "" {
			t.Errorf("%s: %s is new", what, name)
		}
	}
}

// TestImportTwice holds that the same source gives the same bytes and stays as
// it is, and that a folder in use is left alone.
func TestImportTwice(t *testing.T) {
	m := site(t)
	first, err := fingerprints(m.source, false)
	if err != nil {
		t.Fatal(err)
	}
	again := filepath.Join(t.TempDir(), "again")
	if err := succeed("import", "jekyll", m.old, again); err != nil {
		t.Fatal(err)
	}
	unchanged(t, "the old site was touched", m.before, m.old, true)
	unchanged(t, "another import gives other bytes", first, again, false)

	code, said, err := lodestone("import", "jekyll", m.old, again)
	if err != nil || code != 3 {
		t.Errorf("into a folder in use: exit %d, want 3: %v\n%s", code, err, said)
	}
	unchanged(t, "a folder in use was written to", first, again, false)
}

// TestReportNamesEveryPost finds source, target and address of each post.
func TestReportNamesEveryPost(t *testing.T) {
	m := site(t)
	files, err := m.report()
	if err != nil {
		t.Fatal(err)
	}
	for name := range sources(t, m.old) {
		f, ok := files[posts+"/"+name]
		if !ok {
			t.Errorf("%s: not in the report", name)
			continue
		}
		if _, err := os.Stat(filepath.Join(m.source, filepath.FromSlash(f.Target))); err != nil {
			t.Error(err)
		}
		for _, c := range f.Changes {
			if c.Line < 1 || c.Kind == "" || c.Before == "" && c.After == "" {
				t.Errorf("%s: a change that says nothing: %+v", name, c)
			}
			if strings.HasPrefix(c.Before, "{") && !strings.HasSuffix(c.Before, "}") || strings.HasPrefix(c.After, "<") && !strings.HasSuffix(c.After, ">") {
				t.Errorf("%s:%d: a change cut short: %s became %s", name, c.Line, c.Before, c.After)
			}
		}
	}
}

// TestOldAddressesAnswer asks for every post where it stood by its file name,
// and for every redirect_from: there is the post or a page that leads to it.
func TestOldAddressesAnswer(t *testing.T) {
	m := site(t)
	files, err := m.report()
	if err != nil {
		t.Fatal(err)
	}
	names := sources(t, m.old)
	if len(names) != 509 {
		t.Errorf("%d posts, not 509", len(names))
	}
	stood := 0
	for _, name := range slices.Sorted(maps.Keys(names)) {
		post, err := os.ReadFile(filepath.Join(m.old, posts, name))
		if err != nil {
			t.Fatal(err)
		}
		f := files[posts+"/"+name]
		old := names[name]
		if own := permalink.FindStringSubmatch(front(string(post))); own != nil {
			old = own[1]
		}
		if f.URL == old {
			stood++
		}
		for _, url := range append([]string{old}, redirects(front(string(post)))...) {
			if url == f.URL {
				if _, err := os.Stat(m.page(url)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if strings.EqualFold(url, f.URL) && named(f.Changes, "alias-taken", url) {
				continue // two letter cases of one address; some disks cannot hold both
			}
			leadsTo(t, m.page(url), f.URL)
		}
	}
	t.Logf("%d of %d posts stand where they stood, the others redirect", stood, len(names))
}

func named(changes []change, kind, before string) bool {
	return slices.ContainsFunc(changes, func(c change) bool { return c.Kind == kind && c.Before == before })
}

var (
	permalink    = regexp.MustCompile(`(?m)^permalink:\s*(\S+)$`)
	redirectFrom = regexp.MustCompile(`(?m)^redirect_from:[ \t]*(\S*)[ \t]*\n((?:\s*-\s+\S+[ \t]*\n)*)`)
)

// front gives the front matter of a post.
func front(post string) string { return strings.TrimSuffix(post, body(post)) }

// redirects reads the one key of front matter that names other addresses.
func redirects(front string) []string {
	m := redirectFrom.FindStringSubmatch(front)
	if m == nil {
		return nil
	}
	return append(strings.Fields(m[1]), strings.Fields(strings.ReplaceAll(m[2], "- ", " "))...)
}

func leadsTo(t *testing.T, page, url string) {
	t.Helper()
	data, err := os.ReadFile(page)
	if err != nil {
		t.Error(err)
		return
	}
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(data))
	if err != nil {
		t.Error(err)
		return
	}
	refresh := doc.Find(`meta[http-equiv="refresh"]`).AttrOr("content", "")
	canonical := doc.Find(`link[rel="canonical"]`).AttrOr("href", "")
	link := doc.Find(`a[href="` + url + `"]`).Length()
	if !strings.HasSuffix(refresh, "url="+url) || canonical != base+url || link == 0 {
		t.Errorf("%s does not lead to %s: refresh %q, canonical %q, %d links", page, url, refresh, canonical, link)
	}
}
