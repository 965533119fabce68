package body_test

import (
	"strings"
	"testing"

	"lodestone/internal/body"
	"lodestone/internal/lang"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/parse"
	"lodestone/internal/view"
)

// TestPictures: sizes, formats and colour of a picture, beside what its author says
// of it; in a feed one file and nothing else.
func TestPictures(t *testing.T) {
	th := loaded(t)
	photo := view.Picture{
		URL: "/img/1-800.jpg", Width: 800, Height: 600, Srcset: "/img/1-400.jpg 400w, /img/1-800.jpg 800w", Sizes: "50vw", Tint: "t123",
		Sources: []view.Source{{Type: "image/avif", Srcset: "/img/2-400.avif 400w"}, {Type: "image/webp", Srcset: "/img/3-400.webp 400w"}},
	}
	small := view.Picture{URL: "/small.png", Width: 40, Height: 30}
	const srcset = ` srcset="/img/1-400.jpg 400w, /img/1-800.jpg 800w"`
	sources := func(sizes string) string {
		return `<picture><source type="image/avif" srcset="/img/2-400.avif 400w" sizes="` + sizes + `"><source type="image/webp" srcset="/img/3-400.webp 400w" sizes="` + sizes + `">`
	}
	for _, c := range []struct {
		what, text, want string
		f                body.Flavour
	}{
		{"first", "![a](photo)", `<p>` + sources("50vw") + `<img src="/img/1-800.jpg" alt="a"` + srcset + ` sizes="50vw" width="800" height="600" class="t123" fetchpriority="high" decoding="async"></picture></p>`, body.Flavour{}},
		{"below another", "![a](small)", `<p><img src="/small.png" alt="a" width="40" height="30" loading="lazy" decoding="async"></p>`, body.Flavour{Below: true}},
		{"given width and class", `<img src="photo" alt="a" width="200" class="b">`, sources("200px") + `<img src="/img/1-800.jpg" alt="a"` + srcset + ` sizes="200px" height="150" width="200" class="t123 b" fetchpriority="high" decoding="async"></picture>`, body.Flavour{}},
		{"given height", `<img src="small" alt="a" height="15">`, `<img src="/small.png" alt="a" width="20" height="15" fetchpriority="high" decoding="async">`, body.Flavour{}},
		{"a srcset of the author's own", `<img src="photo" alt="a" srcset="photo 2x">`, `<img src="/img/1-800.jpg" alt="a" width="800" height="600" class="t123" srcset="/photo 2x" fetchpriority="high" decoding="async">`, body.Flavour{}},
		{"a srcset, sizes and width of the author's own, below another", `<img src="photo" alt="a" width="200" sizes="9px" srcset="small 1x, photo 2x">`, `<img src="/img/1-800.jpg" alt="a" height="150" class="t123" width="200" sizes="9px" srcset="/small 1x, /photo 2x" loading="lazy" decoding="async">`, body.Flavour{Below: true}},
		{"a picture element of the author's own", `<picture><source srcset="small" media="print"><img src="photo" alt="a"></picture>`, `<p><picture><source srcset="/small" media="print"><img src="/img/1-800.jpg" alt="a" width="800" height="600" class="t123" fetchpriority="high" decoding="async"></picture></p>`, body.Flavour{}},
		{"link to a picture", "[a](photo)", `<p><a href="/photo">a</a></p>`, body.Flavour{}},
		{
			"figure", "::figure[C]{src=photo alt=a}\n\n::figure{src=photo alt=b wide}", `<figure>` + sources("50vw") + `<img src="/img/1-800.jpg" alt="a"` + srcset + ` sizes="50vw" width="800" height="600" class="t123" fetchpriority="high" decoding="async"></picture><figcaption>C</figcaption></figure>` +
				`<figure class="wide">` + sources("(min-width: 64rem) 58rem, 92vw") + `<img src="/img/1-800.jpg" alt="b"` + srcset + ` sizes="(min-width: 64rem) 58rem, 92vw" width="800" height="600" class="t123" loading="lazy" decoding="async"></picture></figure>`, body.Flavour{},
		},
		{"feed", "![a](photo)\n\n::figure{src=photo alt=b}", `<p><img src="https://s.org/img/1-800.jpg" alt="a" width="800" height="600" decoding="async"></p><figure><img src="https://s.org/img/1-800.jpg" alt="b" width="800" height="600" loading="lazy" decoding="async"></figure>`, body.Flavour{Feed: &body.Feed{Base: "https://s.org", Page: "https://s.org/p/"}}},
	} {
		t.Run(c.what, func(t *testing.T) {
			p := parse.New(markdown.Options{Lang: "en", Directives: th.Declarations()})
			doc, meta, _, found := p.Parse("", []byte(c.text), 1)
			if found.Broken() {
				t.Fatal(found)
			}
			var targets []view.Target
			for _, r := range meta.Refs {
				v := view.Target{Kind: view.TargetImage, URL: "/" + r.Dest, Picture: small}
				if r.Dest == "photo" {
					v.Picture = photo
				}
				targets = append(targets, v)
			}
			c.f.Lang, c.f.Words = "en", lang.For("en").Words()
			out, err := body.Fill(nil, &doc, targets, th, c.f)
			if err != nil {
				t.Fatal(err)
			}
			squeezed := func(s string) string { return strings.ReplaceAll(strings.Join(strings.Fields(s), " "), "> <", "><") }
			if got := squeezed(string(out)); got != squeezed(c.want) {
				t.Errorf("\n got %s\nwant %s", got, c.want)
			}
		})
	}
}
