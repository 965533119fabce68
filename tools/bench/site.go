package main

import (
	"fmt"
	"io/fs"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// generate makes a site of n posts whose content both programs take: what the
// generator leaves broken (dead rooted links, torn raw HTML) is made plain text
// or an absolute link, the same for both.
func (b *bench) generate(n int, site string) {
	posts := filepath.Join(site, "content", "posts")
	check(os.MkdirAll(posts, 0o755))
	if b.peers != "" {
		gen := exec.Command("node", filepath.Join(b.peers, "gen", "gen.mjs"), fmt.Sprint(n), posts)
		gen.Stderr = os.Stderr
		check(gen.Run())
	} else {
		for i := range n {
			check(os.WriteFile(filepath.Join(posts, fmt.Sprintf("post-%d.md", i)), []byte(ownPost(i)), 0o644))
		}
	}
	check(filepath.WalkDir(posts, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(name, []byte(cleaned(string(text))), 0o644)
	}))
	config := "title: Bench Site\nbase_url: https://example.gov/\nmenu:\n  - {text: Tags, url: /tags/}\n"
	check(os.WriteFile(filepath.Join(site, "site.yaml"), []byte(config), 0o644))
}

var (
	emptyImage = regexp.MustCompile(`!\[([^\]]*)\]\(\s*\)`)
	rawTag     = regexp.MustCompile(`</?[a-zA-Z][^>\n]*>`)
	rooted     = regexp.MustCompile(`\]\(\s*/`)
	reference  = regexp.MustCompile(`(?m)^(\[[^\]]+\]:\s*)/`)
)

// cleaned mends a post outside its front matter and code.
func cleaned(text string) string {
	front, body, _ := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	parts := strings.Split(body, "\n```")
	for i := 0; i < len(parts); i += 2 {
		p := emptyImage.ReplaceAllString(parts[i], "$1")
		p = rawTag.ReplaceAllString(p, "")
		p = strings.ReplaceAll(p, "TODO:", "To do:") // a mark that would hold the page back
		p = rooted.ReplaceAllString(p, "](https://example.gov/")
		parts[i] = reference.ReplaceAllString(p, "${1}https://example.gov/")
	}
	return "---\n" + front + "\n---\n" + strings.Join(parts, "\n```")
}

// ownPost makes a post of plain words, for machines without the peers' generator.
func ownPost(i int) string {
	rng := rand.New(rand.NewPCG(uint64(i), 42))
	words := strings.Fields(vocabulary)
	var b strings.Builder
	day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rng.IntN(5400))
	fmt.Fprintf(&b, "---\ntitle: %q\ndate: %s\ntags: [topic-%d, topic-%d]\nauthors: [author-%d]\n---\n\n",
		fmt.Sprintf("Post %d", i), day.Format(time.DateOnly), rng.IntN(50), rng.IntN(50), rng.IntN(40))
	for range 12 {
		fmt.Fprintf(&b, "## Part %d\n\n", rng.IntN(1000))
		for range 80 {
			b.WriteString(words[rng.IntN(len(words))] + " ")
		}
		b.WriteString("[link](https://example.com/).\n\n")
	}
	if i%5 == 0 {
		fmt.Fprintf(&b, "```go\nfunc handle%d(w http.ResponseWriter) int {\n\treturn %d\n}\n```\n", i, i)
	}
	return b.String()
}

const vocabulary = `reader question answer expert author content site page article build cache digest link anchor title
summary persona offer permission trust measure needle magnet hammer market field station trail path step figure table
source note draft schedule language message plain strict quick quiet small whole`

func firstPost(site string) string {
	posts, err := filepath.Glob(filepath.Join(site, "content", "posts", "*.md"))
	check(err)
	return posts[len(posts)/2]
}

func appendLine(name, line string) {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	check(err)
	_, err = f.WriteString(line)
	check(err)
	check(f.Close())
}

// output is what is counted in a built site.
type output struct{ posts, links, items, feeds int }

var (
	ours   = regexp.MustCompile(`(?s)<div class="prose">(.*)</article>`)
	theirs = regexp.MustCompile(`(?s)<div class="?content"?>(.*)<nav class="?prevnext`)
	anchor = regexp.MustCompile(`<a [^>]*href="?https?:`)
)

// compare counts posts, links in their texts, feeds and items of the main feed
// in both outputs, and ends the run where they differ.
func compare(out, hugoOut string) {
	a := count(filepath.Join(out, "public"), "feed.xml", ours)
	h := count(hugoOut, "index.xml", theirs)
	if a.posts != h.posts || a.items != h.items || a.links*100 < h.links*99 || h.links*100 < a.links*99 {
		log.Fatalf("void: the outputs differ: lodestone %+v, hugo %+v", a, h)
	}
	fmt.Printf("compared: %d posts, %d and %d links in texts, %d items in the main feed, %d and %d feeds\n",
		a.posts, a.links, h.links, a.items, a.feeds, h.feeds)
}

func count(public, feed string, text *regexp.Regexp) output {
	var o output
	check(filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if d.Name() == feed {
			o.feeds++
		}
		if !strings.HasPrefix(name, filepath.Join(public, "posts")+"/") || d.Name() != "index.html" {
			return nil
		}
		page, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if m := text.FindSubmatch(page); m != nil {
			o.posts++
			o.links += len(anchor.FindAll(m[1], -1))
		}
		return nil
	}))
	main, err := os.ReadFile(filepath.Join(public, feed))
	check(err)
	o.items = strings.Count(string(main), "<item>")
	return o
}
