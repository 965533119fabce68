package accept

import (
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Of all words of the corpus, and of each post, so many are to be found on the
// built pages, in order.
const (
	ofAll  = 0.995
	ofEach = 0.97
)

// excused says in what a post may differ that no change of the report explains,
// and why. It is to stay short enough to be read.
var excused = map[string]shape{
	// A caption that is nothing but an address becomes a link, as any address in a text.
	"2019-11-21-interior-becoming-a-product-manager-post.md": {"link": 1},
}

// kept is one post before and after.
type kept struct {
	name     string
	old, new content
	allowed  account
}

// keep reads every post and its page, once for all tests.
var keep = sync.OnceValues(func() (all []kept, err error) {
	m, err := move()
	if err != nil {
		return nil, err
	}
	files, err := m.report()
	if err != nil {
		return nil, err
	}
	for _, from := range slices.Sorted(maps.Keys(files)) {
		name, ok := strings.CutPrefix(from, posts+"/")
		if !ok {
			continue
		}
		post, err := os.ReadFile(filepath.Join(m.old, filepath.FromSlash(from)))
		if err != nil {
			return nil, err
		}
		page, err := article(m.page(files[from].URL))
		if err != nil {
			return nil, err
		}
		text := body(string(post))
		line := 1 + strings.Count(string(post), "\n") - strings.Count(text, "\n")
		all = append(all, kept{name: name, old: markup(text), new: contentOf(page), allowed: explain(files[from].Changes, line)})
	}
	return all, nil
})

func compared(t *testing.T) []kept {
	t.Helper()
	site(t)
	all, err := keep()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPostsKeepTheirWords finds the words of each post on its page, in order.
// What is missing or new has to stand in a change of the report.
func TestPostsKeepTheirWords(t *testing.T) {
	type bad struct {
		count int
		text  string
	}
	var worst []bad
	all, missing := 0, 0
	for _, p := range compared(t) {
		gone, come := difference(p.old.words, p.new.words)
		all += len(p.old.words)
		missing += len(gone)
		lost := unexplained(p.old.words, gone, p.allowed.gone)
		added := unexplained(p.new.words, come, p.allowed.come)
		low := float64(len(gone)) > (1-ofEach)*float64(len(p.old.words))
		if low || len(lost)+len(added) > 0 {
			worst = append(worst, bad{len(gone) + len(lost) + len(added), fmt.Sprintf("%s: %d of %d words missing; not in the report: %d of these, %d new ones\n%s%s",
				p.name, len(gone), len(p.old.words), len(lost), len(added), excerpts("-", p.old.words, lost), excerpts("+", p.new.words, added))})
		}
	}
	t.Logf("%d words, %d of them not found", all, missing)
	if float64(missing) > (1-ofAll)*float64(all) {
		t.Errorf("%d of %d words are missing", missing, all)
	}
	slices.SortStableFunc(worst, func(a, b bad) int { return cmp.Compare(b.count, a.count) })
	for i, w := range worst {
		if i == 10 {
			t.Errorf("and %d posts more", len(worst)-i)
			break
		}
		t.Error(w.text)
	}
}

// unexplained leaves of the words at these places those that are not allowed.
func unexplained(words []string, at []int, allowed map[string]int) []int {
	seen := map[string]int{}
	var out []int
	for _, i := range at {
		w := words[i]
		if seen[w]++; seen[w] > allowed[w] {
			out = append(out, i)
		}
	}
	return out
}

// excerpts shows words at some places with the three before each run.
func excerpts(mark string, words []string, at []int) string {
	var b strings.Builder
	for n, i := range at {
		if n == 15 {
			b.WriteString(" …")
			break
		}
		if n == 0 || i != at[n-1]+1 {
			b.WriteString("\n\t" + mark + " (" + strings.Join(words[max(0, i-3):i], " ") + ")")
		}
		b.WriteString(" " + words[i])
	}
	return strings.TrimPrefix(b.String(), "\n") + strings.Repeat("\n", min(1, len(at)))
}

// TestPostsKeepTheirShape counts what a reader would miss.
func TestPostsKeepTheirShape(t *testing.T) {
	for _, p := range compared(t) {
		for _, thing := range things {
			want := p.old.shape[thing] + p.allowed.shape[thing] + excused[p.name][thing]
			if got := p.new.shape[thing]; got != want {
				t.Errorf("%s: %s %d times; %d in the original, %+d by the report", p.name, thing, got, p.old.shape[thing], p.allowed.shape[thing])
			}
		}
	}
}

// TestPostsKeepTheirCode compares blocks of code letter by letter. A tag of a
// template in one may have become what the report says.
func TestPostsKeepTheirCode(t *testing.T) {
	blocks := 0
	for _, p := range compared(t) {
		for i := range min(len(p.old.code), len(p.new.code)) {
			blocks++
			old, new := p.old.code[i], p.new.code[i]
			filled := strings.NewReplacer(p.allowed.filled...).Replace(oneLine(old))
			if old != new && (filled == oneLine(old) || filled != oneLine(new)) {
				t.Errorf("%s: block %d of code\n%s\n--- was\n%s", p.name, i+1, new, old)
			}
		}
	}
	t.Logf("%d blocks of code", blocks)
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestHeadingsDescend holds that the title is the only h1 and no level is left out.
func TestHeadingsDescend(t *testing.T) {
	for _, p := range compared(t) {
		above := 1
		for i, level := range p.new.levels {
			if level < 2 || level > above+1 {
				t.Errorf("%s: heading %d is h%d, after h%d", p.name, i+1, level, above)
			}
			above = level
		}
	}
}

// TestPagesShowNoMarkup looks for marks that should have become something: what
// a reader of the page sees of them, the author has to have meant as text.
func TestPagesShowNoMarkup(t *testing.T) {
	for _, p := range compared(t) {
		for _, sign := range []string{"{%", "{{", "{#", "{:", "](", "**", "</", "<a ", "<img"} {
			if i := strings.Index(p.new.text, sign); strings.Count(p.new.text, sign) > strings.Count(p.old.text, sign) {
				t.Errorf("%s: %s stands in the text: %q", p.name, sign, p.new.text[max(0, i-40):min(len(p.new.text), i+60)])
			}
		}
	}
}

// TestPagesAreSafe holds that one strict content security policy serves all.
func TestPagesAreSafe(t *testing.T) {
	for _, p := range compared(t) {
		for _, unsafe := range p.new.unsafe {
			t.Errorf("%s: %s", p.name, unsafe)
		}
	}
}
