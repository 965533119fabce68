package body

import (
	"bytes"
	"testing"

	"golang.org/x/net/html"
)

// read lists "name=value" of all attributes as tags finds them.
func read(page string) (all []string) {
	for t := (tags{page: []byte(page)}); t.next(); {
		all = append(all, string(t.attr.name)+"="+t.value)
		if got := string(bytes.ToLower(bytes.TrimLeft(t.page[t.attr.from:t.attr.to], " \t\n\f\r/"))); !bytes.HasPrefix([]byte(got), t.attr.name) {
			all = append(all, "misplaced: "+got)
		}
	}
	return all
}

// standard lists the same as golang.org/x/net/html finds it.
func standard(page string) (all []string) {
	z := html.NewTokenizer(bytes.NewReader([]byte(page)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return all
		case html.StartTagToken, html.SelfClosingTagToken:
			_, more := z.TagName()
			for more {
				var k, v []byte
				k, v, more = z.TagAttr()
				all = append(all, string(k)+"="+string(v))
			}
		}
	}
}

func TestTags(t *testing.T) {
	for _, page := range []string{
		``, `text`, `<p>`, `<p id=a>`, `<p id="a" class='b c' hidden>x<br/><img src=/a/ alt>`,
		`<a href="/x?a&amp;b" href2 = "y">`, `<!-- <a href="/x"> --><b id=1>`, `a < b <c`, `</p id="x"><i id=y>`,
		`<script id=s>if (a<b id="no") </script><p id=p>`, `<textarea><a id=no></textarea><a id=yes>`,
		"<p\n\tid = 'a'\n>", `<p/id="a"/>`, `<IMG SRC="A">`, `<p =a=b>`, `<1 id=a><p id=b>`,
	} {
		got, want := read(page), standard(page)
		if len(got) != len(want) {
			t.Errorf("%s: %q, want %q", page, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%s: %q, want %q", page, got, want)
			}
		}
	}
}

// FuzzTags: attributes stand one behind the other, within the page.
func FuzzTags(f *testing.F) {
	f.Add(`<p id="a" class='b c' hidden>x<br/><img src=/a/ alt>`)
	f.Add("<a\nhref = x/>b</a><!-- <i id=x> --><script>'<b id=c>'</script>")
	f.Fuzz(func(t *testing.T, page string) {
		before := 0
		for r := (tags{page: []byte(page)}); r.next(); {
			if a := r.attr; a.from < before || a.to <= a.from || a.to > len(page) || len(a.name) == 0 {
				t.Fatalf("%q: %q at %d to %d, after %d", page, a.name, a.from, a.to, before)
			}
			before = r.attr.to
		}
	})
}
