package build

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lodestone/internal/memo"
)

// edits is how many random edits TestEdits makes; LODESTONE_EDITS asks for more.
func edits(t *testing.T) int {
	if n, err := strconv.Atoi(os.Getenv("LODESTONE_EDITS")); err == nil {
		return n
	}
	return 60
}

// TestEdits changes a random site at random, a thousand times where asked to,
// and builds it each time with what earlier builds left in the memo and without
// any memo: the bytes must be the same. Every few edits it also changes the
// number of workers and opens the memo again from the disk.
func TestEdits(t *testing.T) {
	const seed = 7
	g := &gardener{rng: rand.New(rand.NewPCG(seed, seed)), files: map[string]string{}, clock: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	g.begin()
	dir := t.TempDir()
	warm, err := memo.Open(dir, memo.Key{1})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { warm.Close() }()
	for n := range edits(t) {
		what := g.edit()
		o := options()
		o.Clock.Time = g.clock
		o.Workers = 1 + n%3
		got := written(t, must(t, tree(g.files), o, warm))
		o.Workers = 1
		cold, err := memo.Open("", memo.Key{1})
		if err != nil {
			t.Fatal(err)
		}
		want := written(t, must(t, tree(g.files), o, cold))
		cold.Close()
		if !maps.Equal(got, want) {
			t.Fatalf("edit %d (%s, seed %d): %s", n, what, seed, difference(got, want))
		}
		if n%10 == 9 {
			if err := warm.Close(); err != nil {
				t.Fatal(err)
			}
			if warm, err = memo.Open(dir, memo.Key{1}); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// difference names the first file that two builds do not agree on.
func difference(got, want map[string]string) string {
	names := slices.Sorted(maps.Keys(want))
	for name := range got {
		if _, ok := want[name]; !ok {
			return name + " is written and should not be"
		}
	}
	for _, name := range names {
		if got[name] != want[name] {
			a, b := got[name], want[name]
			i := 0
			for i < min(len(a), len(b)) && a[i] == b[i] {
				i++
			}
			return fmt.Sprintf("%s differs at byte %d:\nmemo:  …%q\nfresh: …%q", name, i, a[max(0, i-40):min(len(a), i+80)], b[max(0, i-40):min(len(b), i+80)])
		}
	}
	return "equal"
}

// gardener tends a random site that is never broken.
type gardener struct {
	rng   *rand.Rand
	files map[string]string
	clock time.Time
	n     int
}

func (g *gardener) begin() {
	g.files["site.yaml"] = g.config()
	g.files["assets/site.css"] = "body{color:#111}"
	g.files["assets/site.js"] = ""
	g.files["layouts/directives/aside.html"] = g.directive()
	for range 12 {
		g.add()
	}
}

func (g *gardener) config() string {
	return fmt.Sprintf("title: Garden %d\ndescription: Plot %d\nlanguages: {fr: {title: Jardin}}\npage_size: %d\nterms: %s\nsearch: %t\nmenu:\n  - {text: Blog, url: /}\n",
		g.rng.IntN(3), g.rng.IntN(3), 2+g.rng.IntN(4), g.pick([]string{"auto", "auto", "none"}), g.rng.IntN(3) > 0)
}

func (g *gardener) add() {
	g.n++
	day := g.clock.AddDate(0, 0, -g.rng.IntN(200)+20)
	g.files[fmt.Sprintf("content/blog/%s-post-%d.md", day.Format(time.DateOnly), g.n)] = g.post()
}

func (g *gardener) post() string {
	var b strings.Builder
	b.WriteString("---\n")
	fmt.Fprintf(&b, "title: Post %d\n", g.rng.IntN(1000))
	fmt.Fprintf(&b, "tags: [tag%d, tag%d]\n", g.rng.IntN(5), g.rng.IntN(5))
	fmt.Fprintf(&b, "authors: [writer%d]\n", g.rng.IntN(3))
	if g.rng.IntN(2) == 0 {
		fmt.Fprintf(&b, "series: Row %d\n", g.rng.IntN(3))
	}
	switch g.rng.IntN(8) {
	case 0:
		b.WriteString("draft: true\n")
	case 1:
		fmt.Fprintf(&b, "expires: %s\n", g.clock.AddDate(0, 0, g.rng.IntN(40)-10).Format(time.DateOnly))
	case 2:
		fmt.Fprintf(&b, "aliases: [/old/%d/]\n", g.rng.IntN(1e6))
	case 3:
		fmt.Fprintf(&b, "updated: %s\n", g.clock.AddDate(0, 0, 30).Format(time.DateOnly))
	case 4:
		b.WriteString("robots: noindex\n")
	}
	b.WriteString("---\n\n")
	for range 1 + g.rng.IntN(4) {
		fmt.Fprintf(&b, "## Heading %d\n\n%s\n\n", g.rng.IntN(100), g.words())
	}
	if g.rng.IntN(3) == 0 {
		b.WriteString(":::aside\nBeside the point.\n:::\n\n")
	}
	if g.rng.IntN(4) == 0 {
		b.WriteString("::related\n\n")
	}
	b.WriteString("See [home](/).\n\n```go\nfunc main() {}\n```\n")
	if names := g.published(); len(names) > 0 && g.rng.IntN(2) == 0 {
		fmt.Fprintf(&b, "\nAnd [another](%s).\n", g.pick(names))
	}
	return b.String()
}

func (g *gardener) directive() string {
	return fmt.Sprintf("{{/* directive: container */}}<aside class=\"a%d\">{{.Inner}}</aside>", g.rng.IntN(1000))
}

// published names the posts that no clock and no draft can take away, as links
// from their neighbours.
func (g *gardener) published() []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		if text := g.files[name]; strings.HasPrefix(name, "content/blog/") && strings.HasSuffix(name, ".md") && strings.Contains(text, "title: Rock") {
			all = append(all, strings.TrimPrefix(name, "content/blog/"))
		}
	}
	return all
}

func (g *gardener) words() string {
	list := strings.Fields("reader content magnet needle persona offer question answer trust permission clock build page link paper author garden path")
	var out []string
	for range 8 + g.rng.IntN(30) {
		out = append(out, g.pick(list))
	}
	return strings.Join(out, " ") + "."
}

func (g *gardener) pick(from []string) string { return from[g.rng.IntN(len(from))] }

// edit changes one thing and says what.
func (g *gardener) edit() string {
	var posts []string
	for _, name := range slices.Sorted(maps.Keys(g.files)) {
		if strings.Contains(name, "-post-") {
			posts = append(posts, name)
		}
	}
	switch g.rng.IntN(17) {
	case 0, 1:
		g.add()
		return "add a post"
	case 2:
		if len(posts) > 4 {
			delete(g.files, g.pick(posts))
		}
		return "remove a post"
	case 3, 4, 5:
		g.files[g.pick(posts)] = g.post()
		return "write a post anew"
	case 6:
		g.files["site.yaml"] = g.config()
		return "change site.yaml"
	case 7:
		g.clock = g.clock.AddDate(0, 0, g.rng.IntN(20)-5)
		return "move the clock"
	case 8:
		g.files["layouts/parts/tags.html"] = fmt.Sprintf(`{{with .Page.Tags}}<p class="t%d">{{range .}}<a href="{{.URL}}">{{.Text}}</a>{{end}}</p>{{end}}`, g.rng.IntN(3))
		return "change a layout"
	case 9:
		g.files["assets/site.css"] = fmt.Sprintf("body{color:#%03d}", g.rng.IntN(1000))
		return "change a stylesheet"
	case 11:
		g.files["layouts/directives/aside.html"] = g.directive()
		return "change a directive"
	case 10:
		g.n++
		g.files[fmt.Sprintf("content/blog/2020-01-01-rock-%d.md", g.n)] = "---\ntitle: Rock " + g.words() + "\n---\n\n" + g.words()
		return "add a rock"
	}
	if what := g.list(); what != "" {
		return what
	}
	name := strings.TrimSuffix(g.pick(posts), ".md") + ".fr.md"
	g.files[name] = "# Un article\n\n" + g.words()
	return "translate a post"
}

// list changes what gathers pages: a series, a topic, a glossary; "" where it is not
// its turn.
func (g *gardener) list() string {
	put := func(name, text string) {
		if _, there := g.files[name]; there && g.rng.IntN(3) == 0 {
			delete(g.files, name)
			return
		}
		g.files[name] = text
	}
	switch g.rng.IntN(5) {
	case 0:
		put(fmt.Sprintf("content/series/row-%d.md", g.rng.IntN(3)), "---\ntitle: A row of "+g.words()+"\n---\n\n"+g.words())
		return "change a series"
	case 1:
		text := "A tour of " + g.words()
		if names := g.published(); len(names) > 0 {
			text += fmt.Sprintf(" And [there](../blog/%s).", g.pick(names))
		}
		put(fmt.Sprintf("content/topics/tag%d.md", g.rng.IntN(5)), text)
		return "change a topic"
	case 2, 3:
		word := g.pick([]string{"magnet", "needle", "persona", "offer", "trust"})
		put("content/glossary/"+word+".md", "---\ntitle: "+word+"\n---\n\n"+g.words())
		return "change the term " + word
	}
	return ""
}

// TestWorkersAgree builds one site with one goroutine and with many.
func TestWorkersAgree(t *testing.T) {
	g := &gardener{rng: rand.New(rand.NewPCG(1, 2)), files: map[string]string{}, clock: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	g.begin()
	o := options()
	o.Workers = 1
	one := written(t, must(t, tree(g.files), o, store(t, "")))
	o.Workers = 8
	many := written(t, must(t, tree(g.files), o, store(t, "")))
	if !maps.Equal(one, many) {
		t.Error(difference(many, one))
	}
}

// TestCancel stops a build at once.
func TestCancel(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	g := &gardener{rng: rand.New(rand.NewPCG(1, 2)), files: map[string]string{}, clock: time.Now()}
	g.begin()
	if _, err := Build(ctx, tree(g.files), options(), store(t, "")); err != context.Canceled && err == nil {
		t.Errorf("a cancelled build gave no error")
	}
}
