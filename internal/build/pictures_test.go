package build

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"lodestone/internal/diag"
	media "lodestone/internal/media/image"
)

// gps is an Exif segment that says where a picture was taken, and that it lies on
// its side.
const gps = "\xff\xe1\x00\x4aExif\x00\x00II*\x00\x08\x00\x00\x00\x02\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00" +
	"\x25\x88\x04\x00\x01\x00\x00\x00\x26\x00\x00\x00\x00\x00\x00\x00\x01\x00\x01\x00\x02\x00\x02\x00\x00\x00N\x00\x00\x00\x00\x00\x00\x00PLACE\x00\x00\x00\x00\x00"

// grain is a picture that no format makes small; without it, one colour.
func grain(w, h int, rough bool) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		if m.Pix[i] = 255; rough && i%4 < 3 {
			m.Pix[i] = byte(i * i >> 3)
		}
	}
	return m
}

func asJPEG(w, h int, exif string) string {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, grain(w, h, true), nil); err != nil {
		panic(err)
	}
	return b.String()[:2] + exif + b.String()[2:]
}

func asPNG(w, h int, rough bool) string {
	var b bytes.Buffer
	if err := png.Encode(&b, grain(w, h, rough)); err != nil {
		panic(err)
	}
	return b.String()
}

// gallery is a site with every kind of picture.
func gallery() map[string]string {
	return map[string]string{
		"site.yaml":                    "title: Notes\nimages:\n  encoders:\n    avif: [fake, \"{in}\", \"{out}\"]\n",
		"content/blog/a.md":            "---\nauthors: [mara]\nimage: opening.jpg\n---\n![Photo](photo.jpg) [the file](photo.jpg) ![Shot](shot.png)\n\n::figure{src=drawing.svg alt=D}\n",
		"content/blog/b.md":            "![Grain](grain.png)\n\n<img src=\"photo.jpg\" alt=\"P\" width=\"300\">\n",
		"content/blog/c.md":            "No picture.\n",
		"content/authors/mara.md":      "---\nname: Mara\nimage: mara.jpg\n---\nWrites.\n",
		"content/authors/mara.jpg":     asJPEG(300, 300, ""),
		"content/blog/photo.jpg":       asJPEG(900, 600, gps),
		"content/blog/opening.jpg":     asJPEG(700, 500, ""),
		"content/blog/grain.png":       asPNG(600, 100, true),
		"content/blog/shot.png":        asPNG(500, 300, false),
		"content/blog/drawing.svg":     `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>`,
		"content/blog/never-shown.jpg": asJPEG(900, 600, ""),
	}
}

// fake stands for an encoder.
func fake(command []string, ext string, in []byte) ([]byte, error) {
	if _, err := png.Decode(bytes.NewReader(in)); err != nil || command[0] != "fake" || ext != ".avif" {
		return nil, errors.New("not asked as declared")
	}
	return []byte("\x00\x00\x00\x1cftypavif…"), nil
}

var (
	img     = regexp.MustCompile(`<img [^>]*>`)
	sources = regexp.MustCompile(`(src|srcset)="([^"]*)"`)
	width   = regexp.MustCompile(`-([0-9]+)\.[a-z]+$`)
)

// TestPictures: every file that a page names is published, widths ascend, every
// picture has its size, the first loads at once and the others later, and nobody
// learns where one was taken.
func TestPictures(t *testing.T) {
	o := options()
	o.Encode = fake
	memory := store(t, "")
	r := must(t, tree(gallery()), o, memory)
	all := written(t, r)
	for name, page := range all {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		for _, m := range sources.FindAllStringSubmatch(page, -1) {
			before := 0
			for part := range strings.SplitSeq(m[2], ", ") {
				address, descriptor, has := strings.Cut(part, " ")
				path, err := url.PathUnescape(strings.TrimPrefix(address, "/"))
				if _, there := all["public/"+path]; err != nil || !there {
					t.Errorf("%s: no %s", name, address)
				}
				w, _ := strconv.Atoi(strings.TrimSuffix(descriptor, "w"))
				if has && w <= before {
					t.Errorf("%s: %s", name, m[2])
				}
				before = w
			}
		}
		for i, tag := range img.FindAllString(page, -1) {
			if !strings.Contains(tag, ` width="`) || !strings.Contains(tag, ` height="`) || !strings.Contains(tag, ` decoding="async"`) {
				t.Errorf("%s, picture %d: %s", name, i, tag)
			}
		}
	}
	a, b, c := all["public/blog/a/index.html"], all["public/blog/b/index.html"], all["public/blog/c/index.html"]
	for _, want := range []string{
		`<picture><source type="image/avif" srcset="/img/`, `href="/blog/photo.jpg"`, `<source type="image/webp" srcset="/img/`, `src="/blog/shot.png"`, ` src="/blog/drawing.svg" alt="D" width="30" height="20"`,
		`<img class="face t`, `sizes="6rem"`, `<link rel="stylesheet" href="/assets/tints.`,
	} {
		if !strings.Contains(a, want) {
			t.Errorf("a lacks %s\n%s", want, a)
		}
	}
	for name, page := range map[string]string{"a": a, "b": b} {
		if n := strings.Count(page, ` fetchpriority="high"`); n != 1 {
			t.Errorf("%s: %d pictures first", name, n)
		}
	}
	if strings.Count(a, ` loading="lazy"`) != 4 || strings.Count(b, ` loading="lazy"`) != 1 || strings.Contains(c, "tints") {
		t.Errorf("%s\n%s\n%s", a, b, c)
	}
	if !strings.Contains(b, ` height="450"`) { // for the 300 that its author gave: it stands upright
		t.Error(b)
	}
	for name, text := range all {
		if strings.Contains(text, "PLACE") || strings.Contains(name, "never-shown-") {
			t.Error(name)
		}
		if m := width.FindStringSubmatch(name); m != nil && !strings.HasSuffix(name, ".avif") {
			f, bad := media.Inspect([]byte(text), name, media.NewRoom(0))
			if bad != nil || strconv.Itoa(f.Width) != m[1] || f.Says || f.Turn != 1 {
				t.Errorf("%s: %+v %v", name, f, bad)
			}
		}
	}
	if f, _ := media.Inspect([]byte(all["public/blog/photo.jpg"]), "a.jpg", media.NewRoom(0)); f.Turn != 6 || f.Width != 600 {
		t.Errorf("the file itself lies on its side: %+v", f)
	}
	for _, entry := range regexp.MustCompile(`(?s)<url>.*?</url>`).FindAllString(all["public/sitemap.xml"], -1) {
		loc := regexp.MustCompile(`<loc>https://example.com/([^<]*)</loc>`).FindStringSubmatch(entry)[1]
		var named []string
		for _, m := range regexp.MustCompile(`<image:loc>https://example.com([^<]*)<`).FindAllStringSubmatch(entry, -1) {
			named = append(named, m[1])
			if !strings.Contains(all["public/"+loc+"index.html"], ` src="`+m[1]+`"`) || all["public"+m[1]] == "" {
				t.Errorf("/%s does not show %s", loc, m[1])
			}
		}
		if want := map[string]int{"blog/a/": 4, "blog/b/": 2, "authors/mara/": 1}[loc]; len(named) != want {
			t.Errorf("/%s: %d pictures in the sitemap, want %d: %v", loc, len(named), want, named)
		}
	}
	feed := all["public/feed.xml"]
	if !strings.Contains(feed, "https://example.com/img/") || strings.Contains(feed, "srcset") || strings.Contains(feed, "<picture") {
		t.Error(feed)
	}
	for _, workers := range []int{1, 4} {
		o.Workers = workers
		if again := written(t, must(t, tree(gallery()), o, store(t, ""))); !maps.Equal(again, all) {
			t.Errorf("%d workers: %s", workers, difference(again, all))
		}
	}
}

// TestUnderAnyName: nobody learns where a photograph was taken, whatever its file is
// called and whether a page shows it; and a page can show it.
func TestUnderAnyName(t *testing.T) {
	site := map[string]string{
		"site.yaml":          "title: Notes\n",
		"content/a.md":       "![Shown](shown.jfif) [led to](led.jpe)\n",
		"content/shown.jfif": asJPEG(90, 60, gps), "content/led.jpe": asJPEG(90, 60, gps), "content/IMG_1": asJPEG(90, 60, gps), "content/old.jpg.bak": asJPEG(90, 60, gps),
		"content/data.bin": "PLACE", "content/empty": "",
	}
	memory := store(t, "")
	for range 2 { // once looked at, once remembered
		all := written(t, must(t, tree(site), options(), memory))
		for _, name := range []string{"shown.jfif", "led.jpe", "IMG_1", "old.jpg.bak"} {
			if text := all["public/"+name]; len(text) < 100 || strings.Contains(text, "PLACE") {
				t.Errorf("%s: %d bytes", name, len(text))
			}
		}
		if all["public/data.bin"] != "PLACE" || all["public/empty"] != "" {
			t.Error("what is no picture was changed")
		}
		if page := all["public/a/index.html"]; !strings.Contains(page, ` alt="Shown" width="60" height="90"`) {
			t.Error(page)
		}
	}
}

// TestShared: networks get the picture that a page names, or the site's, as a print
// that fits them and with its size; a card where neither would do.
func TestShared(t *testing.T) {
	for _, c := range []struct{ what, said, image, want string }{
		{"fit", "", "wide.jpg", `/img/[0-9a-f]+-1200.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">`},
		{"too small", "", "small.jpg", `/share/[0-9a-f]+.png"><meta property="og:image:width" content="1200">`},
		{"a drawing", "", "drawing.svg", `/share/[0-9a-f]+.png"><meta property="og:image:width" content="1200">`},
		{"none, the site's", "image: wide.jpg\n", "", `/img/[0-9a-f]+-1200.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">`},
		{"too small, the site's", "image: wide.jpg\n", "small.jpg", `/img/[0-9a-f]+-1200.jpg"><meta property="og:image:width" content="1200">`},
		{"too small, as the site's", "image: small.jpg\n", "", `/share/[0-9a-f]+.png"><meta property="og:image:width" content="1200">`},
		{"narrow pages", "images: {widths: [320]}\n", "wide.jpg", `/img/[0-9a-f]+-1200.jpg"><meta property="og:image:width" content="1200"><meta property="og:image:height" content="630">`},
	} {
		site := map[string]string{
			"site.yaml": "title: Notes\n" + c.said, "content/a.md": "---\nimage: " + c.image + "\n---\nText.\n",
			"content/wide.jpg": asJPEG(2400, 1260, ""), "content/small.jpg": asJPEG(500, 300, ""), "content/drawing.svg": `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"/>`,
		}
		all := written(t, must(t, tree(site), options(), store(t, "")))
		m := regexp.MustCompile(`property="og:image" content="https://example.com(` + strings.Replace(c.want, `">`, `)">`, 1)).FindStringSubmatch(all["public/a/index.html"])
		if m == nil {
			t.Errorf("%s: %s", c.what, all["public/a/index.html"])
			continue
		}
		if _, there := all["public"+m[1]]; !there || !strings.Contains(all["public/a/index.html"], `name="twitter:image" content="https://example.com`+m[1]+`"`) {
			t.Errorf("%s: no %s", c.what, m[1])
		}
	}
}

// TestPicturesOnce: a second build makes nothing, and one that changes a picture
// makes its prints and the pages that show it.
func TestPicturesOnce(t *testing.T) {
	o := options()
	o.Encode = fake
	memory := store(t, "")
	rendered := func(site map[string]string) []string { return news(t, must(t, tree(site), o, memory)) }
	site := gallery()
	o.Workers = 1
	rendered(site)
	if again := rendered(site); len(again) > 0 {
		t.Error(again)
	}
	site["content/blog/grain.png"] = asPNG(600, 101, true)
	var pages []string
	for _, name := range rendered(site) {
		if !strings.HasPrefix(name, "img/") {
			pages = append(pages, name)
		}
	}
	if slices.Sort(pages); !slices.Equal(pages, []string{"atom.xml", "blog/atom.xml", "blog/b/index.html", "blog/feed.json", "blog/feed.xml", "feed.json", "feed.xml"}) {
		t.Error(pages)
	}
}

// broken is an encoder that fails.
type broken struct{}

func (broken) Error() string { return "broken" }
func (broken) Finding(output string) diag.Item {
	return diag.At("", diag.Pos{}, "image/encoder-missing", "fake", output, "")
}

// TestEncoderFails: it is told once, where the command stands, with how many
// pictures it failed on.
func TestEncoderFails(t *testing.T) {
	o := options()
	o.Encode = func([]string, string, []byte) ([]byte, error) { return nil, broken{} }
	r := must(t, tree(gallery()), o, store(t, ""))
	if err := r.Render(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	r.Diags = slices.DeleteFunc(r.Diags, func(i diag.Item) bool { return i.Severity != diag.Error })
	if len(r.Diags) != 1 || r.Diags[0].File != "site.yaml" || r.Diags[0].Pos != (diag.Pos{Line: 4, Col: 11}) || r.Diags[0].Args[2] == "" {
		t.Errorf("%+v", r.Diags)
	}
}

// TestPictureChanges: a picture that changes while the build runs is no picture of
// this build.
func TestPictureChanges(t *testing.T) {
	site := gallery()
	files := tree(site)
	o := options()
	o.Encode = fake
	r := must(t, files, o, store(t, ""))
	for i := range r.Files {
		if f := &r.Files[i]; f.Path == "blog/photo.jpg" {
			files.(fstest.MapFS)["content/blog/photo.jpg"].Data = []byte(asJPEG(900, 601, gps))
			if _, err := f.Open(context.Background()); err == nil || !strings.Contains(err.Error(), "changed while the build ran") {
				t.Error(err)
			}
		}
	}
}
