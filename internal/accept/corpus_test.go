package accept

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

const posts = "content/posts"

func corpus(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("LODESTONE_CORPUS")
	if dir == "" {
		t.Skip("LODESTONE_CORPUS is not set: no corpus to import")
	}
	return filepath.Join(dir, "18f")
}

// newSite imports the corpus and builds it, once for all tests.
var newSite = sync.OnceValues(func() (string, error) {
	dst := filepath.Join(temp, "site")
	src := filepath.Join(os.Getenv("LODESTONE_CORPUS"), "18f")
	for _, args := range [][]string{
		{"import", "jekyll", src, dst},
		{"build", "--source", dst, "--base-url", "https://18f.example.gov"},
	} {
		code, said, err := lodestone(args...)
		if err != nil {
			return "", err
		}
		if code != 0 {
			return "", fmt.Errorf("lodestone %s: exit %d\n%s", strings.Join(args, " "), code, said)
		}
	}
	return dst, nil
})

func site(t *testing.T) (src, dst string) {
	t.Helper()
	src = corpus(t)
	dst, err := newSite()
	if err != nil {
		t.Fatal(err)
	}
	return src, dst
}

var dated = regexp.MustCompile(`^(\d{4})-(\d{1,2})-(\d{1,2})-(.+)\.md$`)

func sources(t *testing.T, src string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(src, posts))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if dated.MatchString(e.Name()) {
			names = append(names, e.Name())
		}
	}
	return names
}

// kept is one post before and after.
type kept struct {
	name     string
	old, new content
	allowed  account
}

var read sync.Once
var readPosts []kept

func comparePosts(t *testing.T) []kept {
	t.Helper()
	src, dst := site(t)
	read.Do(func() {
		files := readReport(t, filepath.Join(dst, "import-report.json"))
		for _, name := range sources(t, src) {
			data, err := os.ReadFile(filepath.Join(src, posts, name))
			if err != nil {
				t.Fatal(err)
			}
			f, ok := files[posts+"/"+name]
			if !ok {
				t.Errorf("%s: not in the report", name)
				continue
			}
			page, err := article(filepath.Join(dst, "public", filepath.FromSlash(f.URL), "index.html"))
			if err != nil {
				t.Error(err)
				continue
			}
			text := body(string(data))
			firstLine := strings.Count(string(data), "\n") - strings.Count(text, "\n") + 1
			readPosts = append(readPosts, kept{
				name:    name,
				old:     markup(text),
				new:     contentOf(page),
				allowed: explain(f.Changes, firstLine),
			})
		}
	})
	return readPosts
}

func TestPostsKeepTheirWords(t *testing.T) {
	all, missing := 0, 0
	var lines []string
	for _, p := range comparePosts(t) {
		gone, come := difference(p.old.words, p.new.words)
		all += len(p.old.words)
		missing += len(gone)
		g := unexplained(p.old.words, gone, p.allowed.gone)
		c := unexplained(p.new.words, come, p.allowed.come)
		if len(g)+len(c) > 0 {
			lines = append(lines, fmt.Sprintf("%4d %4d %5d %s\n   gone %s\n   come %s", len(g), len(c), len(p.old.words), p.name, excerpts(p.old.words, g), excerpts(p.new.words, c)))
		}
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	t.Logf("%d words, %d gone; %d posts\n%s", all, missing, len(lines), strings.Join(lines, "\n"))
}

func unexplained(words []string, at []int, allowed map[string]int) []int {
	left := map[string]int{}
	var out []int
	for _, i := range at {
		w := words[i]
		if left[w]++; left[w] > allowed[w] {
			out = append(out, i)
		}
	}
	return out
}

func excerpts(words []string, at []int) string {
	var b strings.Builder
	for n, i := range at {
		if n == 12 {
			b.WriteString(" …")
			break
		}
		if n == 0 || i != at[n-1]+1 {
			b.WriteString(" | " + strings.Join(words[max(0, i-3):i], " ") + " →")
		}
		b.WriteString(" " + words[i])
	}
	return b.String()
}

func TestPostsKeepTheirShape(t *testing.T) {
	n := 0
	for _, p := range comparePosts(t) {
		for _, thing := range things {
			want := p.old.shape[thing] + p.allowed.shape[thing]
			if got := p.new.shape[thing]; got != want {
				n++
				t.Logf("%s: %s %d, want %d%+d", p.name, thing, got, p.old.shape[thing], p.allowed.shape[thing])
			}
		}
	}
	t.Log(n)
}
