package build

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/gobold"
)

// picture is an empty PNG of a size.
func picture(t testing.TB, width, height int) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestBrand: what a site says of its looks shows at the head of its pages, in its
// stylesheet, on its cards and to search engines.
func TestBrand(t *testing.T) {
	site := func(brand string) map[string]string {
		return map[string]string{
			"site.yaml": "title: Notes\nbrand: " + brand + "\n", "content/blog/a.md": "# A\n\nText.\n",
			"content/square.png": picture(t, 200, 200), "content/wide.png": picture(t, 500, 120), "content/f/A b.ttf": string(gobold.TTF),
		}
	}
	const page = "public/blog/a/index.html"
	made := func(brand string) (page_, css, share string) {
		all := written(t, must(t, tree(site(brand)), options(), store(t, "")))
		for name := range all {
			switch {
			case strings.HasPrefix(name, "public/assets/brand."):
				css = all[name]
			case strings.HasPrefix(name, "public/share/") && strings.Contains(all[page], strings.TrimPrefix(name, "public")):
				share = all[name]
			}
		}
		return all[page], css, share
	}
	const needle = `class="needle"`
	_, plainCSS, plainShare := made("{}")
	if plainCSS != "" || plainShare == "" {
		t.Errorf("the theme's own look: %s", plainCSS)
	}
	for _, c := range []struct {
		brand     string
		has, lack []string // of the page
		css       string
	}{
		{`{name: "Acme & Co"}`, []string{needle, "<span>Acme &amp; Co</span>", " – Notes</title>", `"name":"Acme \u0026 Co"`}, nil, ""},
		{
			`{logo: square.png}`,
			[]string{`<img class="logo" src="/square.png" alt="" width="200" height="200">`, "<span>Notes</span>", `"logo":{"@id":"https://example.com/#/schema/logo/1"}`},
			[]string{needle},
			"",
		},
		{`{logo: wide.png, name: Acme}`, []string{`<img class="logo" src="/wide.png" alt="Acme" width="500" height="120">`}, []string{needle, "<span>Acme</span>"}, ""},
		{`{colour: "#1d4fa3"}`, []string{needle}, nil, ":root{--accent:#1d4fa3;"},
		{`{fonts: {headings: "f/A b.ttf", text: sans}}`, []string{needle}, nil, `src:url("/f/A%20b.ttf")`},
		{`{fonts: {headings: mono}}`, []string{needle}, nil, ":root{--sans:ui-monospace,"},
	} {
		html, css, share := made(c.brand)
		for _, want := range c.has {
			if !strings.Contains(html, want) {
				t.Errorf("%s: no %s in %s", c.brand, want, html)
			}
		}
		for _, not := range c.lack {
			if strings.Contains(html, not) {
				t.Errorf("%s: there is %s", c.brand, not)
			}
		}
		if !strings.Contains(css, c.css) || (css == "") != (c.css == "") {
			t.Errorf("%s: %s", c.brand, css)
		}
		if share == "" || share == plainShare {
			t.Errorf("%s: the card does not follow", c.brand)
		}
	}
}

// TestLogoForms: a logo that a card cannot show leaves it the name; no card is lost
// to it.
func TestLogoForms(t *testing.T) {
	const avif = "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00\x00\x00\x00\x14ispe\x00\x00\x00\x00\x00\x00\x00\x07\x00\x00\x00\x05"
	inks := "\xff\xd8\xff\xdb\x00\x43\x00" + strings.Repeat("\x01", 64) + "\xff\xc0\x00\x14\x08\x00\x08\x00\x08\x04\x01\x11\x00\x02\x11\x00\x03\x11\x00\x04\x11\x00" +
		"\xff\xc4\x00\x14\x00\x01" + strings.Repeat("\x00", 16) + "\xff\xc4\x00\x14\x10\x01" + strings.Repeat("\x00", 16) + "\xff\xda\x00\x0e\x04\x01\x00\x02\x00\x03\x00\x04\x00\x00\x3f\x00\x00\xff\xd9"
	for name, data := range map[string]string{"logo.avif": avif, "logo.jpg": inks, "logo.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>`} {
		all := written(t, must(t, tree(map[string]string{"site.yaml": "title: Notes\nbrand: {logo: " + name + "}\n", "content/a.md": "Text.\n", "content/" + name: data}), options(), store(t, "")))
		shared := 0
		for path := range all {
			if strings.HasPrefix(path, "public/share/") {
				shared++
			}
		}
		if shared == 0 || !strings.Contains(all["public/a/index.html"], `src="/`+name+`"`) {
			t.Errorf("%s: %d cards\n%s", name, shared, all["public/a/index.html"])
		}
	}
}
