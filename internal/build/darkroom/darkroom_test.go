package darkroom

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/diag"
	media "lodestone/internal/media/image"
	"lodestone/internal/memo"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
)

func resource(f media.Facts) *site.Resource {
	if f.Turn == 0 {
		f.Turn = 1
	}
	return &site.Resource{Path: "blog/a" + f.Format.Ext(), Key: memo.Key{1}, Image: true, Facts: f}
}

// told writes prints as "type path-width …".
func told(p Prints) string {
	var b strings.Builder
	fmt.Fprintf(&b, "src %d", p.Src.Width)
	for _, s := range p.Sets {
		fmt.Fprintf(&b, "; %s", s.Format)
		for _, x := range s.Prints {
			fmt.Fprintf(&b, " %d", x.Width)
			if x.File() {
				b.WriteString("=file")
			}
		}
	}
	return b.String()
}

func TestOf(t *testing.T) {
	plain := &settings.Images{}
	both := &settings.Images{Encoders: settings.Encoders{WebP: []string{"w", "{in}", "{out}"}, AVIF: []string{"a", "{in}", "{out}"}}}
	photo := media.Facts{Format: media.JPEG, Width: 4000, Height: 3000}
	small := media.Facts{Format: media.JPEG, Width: 1300, Height: 10}
	for _, c := range []struct {
		what  string
		says  *settings.Images
		facts media.Facts
		face  bool
		want  string
	}{
		{"photo", plain, photo, false, "src 1200; JPEG 480 800 1200 1600"},
		{"photo with encoders", both, photo, false, "src 1200; AVIF 480 800 1200 1600; WebP 480 800 1200 1600; JPEG 480 800 1200 1600"},
		{"own widths", &settings.Images{Widths: []int{300, 600}}, photo, false, "src 600; JPEG 300 600"},
		{"between two widths", plain, small, false, "src 800; JPEG 480 800 1300=file"},
		{"near a width", plain, media.Facts{Format: media.JPEG, Width: 810, Height: 10}, false, "src 810; JPEG 480 810=file"},
		{"small", plain, media.Facts{Format: media.JPEG, Width: 400, Height: 10}, false, "src 400; JPEG 400=file"},
		{"dense", plain, media.Facts{Format: media.JPEG, Width: 400, Height: 10, Dense: true}, false, "src 400; JPEG 400"},
		{"turned", plain, media.Facts{Format: media.JPEG, Width: 400, Height: 10, Turn: 6}, false, "src 400; JPEG 400"},
		{"in inks", plain, media.Facts{Format: media.JPEG, Width: 400, Height: 10, Print: true}, false, "src 400"},
		{"photo as PNG", plain, media.Facts{Format: media.PNG, Width: 1000, Height: 1000, Dense: true}, false, "src 1000; WebP 480 800 1000; PNG 480 800 1000=file"},
		{"photo as PNG with encoders", both, media.Facts{Format: media.PNG, Width: 1000, Height: 1000, Dense: true}, false, "src 1000; AVIF 480 800 1000; WebP 480 800 1000; PNG 480 800 1000=file"},
		{"screenshot", both, media.Facts{Format: media.PNG, Width: 2000, Height: 1000}, false, "src 2000; WebP 2000; PNG 2000=file"},
		{"screenshot of a wall", plain, media.Facts{Format: media.PNG, Width: 4000, Height: 2000}, false, "src 4000; PNG 4000=file"},
		{"palette", both, media.Facts{Format: media.PNG, Width: 2000, Height: 1000, Palette: true}, false, "src 2000; PNG 2000=file"},
		{"moving PNG", both, media.Facts{Format: media.PNG, Width: 2000, Height: 1000, Animated: true}, false, "src 2000"},
		{"drawing", both, media.Facts{Format: media.SVG, Width: 20, Height: 10}, false, "src 20"},
		{"face", plain, photo, true, "src 384; JPEG 96 192 384"},
		{"face as PNG", plain, media.Facts{Format: media.PNG, Width: 500, Height: 500}, true, "src 384; WebP 96 192 384; PNG 96 192 384"},
	} {
		if got := told(New(c.says, nil).Of(resource(c.facts), c.face)); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
}

// TestShare: networks are given a print that is wide enough for them where the
// picture is, whatever the widths of pages, and mostly one that pages have as well.
func TestShare(t *testing.T) {
	photo := media.Facts{Format: media.JPEG, Width: 4000, Height: 3000}
	for _, c := range []struct {
		what   string
		widths []int
		facts  media.Facts
		width  int
		more   bool // it is made for networks alone
	}{
		{"photo", nil, photo, 1200, false},
		{"between two widths", nil, media.Facts{Format: media.JPEG, Width: 1300, Height: 500}, 1300, false},
		{"small", nil, media.Facts{Format: media.JPEG, Width: 700, Height: 500}, 700, false},
		{"wide pages", []int{2000, 3000}, photo, 2000, false},
		{"narrow pages", []int{320, 480}, photo, 1200, true},
		{"narrow pages, low picture", []int{320, 600}, media.Facts{Format: media.JPEG, Width: 1100, Height: 400}, 1100, false},
		{"drawing", nil, media.Facts{Format: media.PNG, Width: 2000, Height: 1000}, 2000, false},
		{"WebP", nil, media.Facts{Format: media.WebP, Width: 2000, Height: 1000}, 2000, false},
	} {
		d := New(&settings.Images{Widths: c.widths}, nil)
		all := d.Of(resource(c.facts), false)
		inPages := strings.Contains(d.Show(all, false, func(p string) string { return p }).Srcset, all.Share.Path)
		if all.Share.Width != c.width || c.more != (!inPages && !all.Share.File()) {
			t.Errorf("%s: %+v of %s", c.what, all.Share, told(all))
		}
		if c.more && !slices.ContainsFunc(slices.Collect(all.Made(true)), func(p Print) bool { return p.Key == all.Share.Key }) {
			t.Errorf("%s: it is not made", c.what)
		}
	}
	if face := New(&settings.Images{}, nil).Of(resource(photo), true); face.Share.Path != "" {
		t.Errorf("of a face: %+v", face.Share)
	}
}

// TestAnyPicture: widths ascend, none is above the picture's own or 1 pixel high
// without need, proportions stay, and no path stands for two things.
func TestAnyPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := media.Facts{
			Format: rapid.SampledFrom([]media.Format{media.JPEG, media.PNG, media.GIF, media.SVG, media.WebP}).Draw(t, "format"),
			Width:  rapid.IntRange(1, 8000).Draw(t, "w"), Height: rapid.IntRange(1, 8000).Draw(t, "h"), Turn: rapid.IntRange(1, 8).Draw(t, "turn"),
			Dense: rapid.Bool().Draw(t, "dense"), Palette: rapid.Bool().Draw(t, "palette"), Animated: rapid.Bool().Draw(t, "animated"), Print: rapid.Bool().Draw(t, "print"),
		}
		says := &settings.Images{}
		if rapid.Bool().Draw(t, "encoders") {
			says.Encoders = settings.Encoders{WebP: []string{"w"}, AVIF: []string{"a"}}
		}
		d := New(says, nil)
		all := d.Of(resource(f), rapid.Bool().Draw(t, "face"))
		paths := map[string]bool{}
		for i, s := range all.Sets {
			if (s.Format == f.Format) != (i == len(all.Sets)-1) {
				t.Fatalf("%s", told(all))
			}
			before := 0
			for _, p := range s.Prints {
				if p.Width <= before || p.Width > f.Width || paths[p.Path] {
					t.Fatalf("%s", told(all))
				}
				before, paths[p.Path] = p.Width, true
				if off := p.Height*f.Width - f.Height*p.Width; p.Height > 1 && (off > f.Width || off < -f.Width) {
					t.Fatalf("%d × %d of %d × %d", p.Width, p.Height, f.Width, f.Height)
				}
			}
		}
		v := d.Show(all, false, func(p string) string { return "/" + p })
		if v.Width < 1 || (v.Sizes == "") != (v.Srcset == "" && v.Sources == nil) {
			t.Fatalf("%+v", v)
		}
	})
}

// TestKey: all that a print depends on is in its path.
func TestKey(t *testing.T) {
	base := func() (*settings.Images, *site.Resource) {
		return &settings.Images{Encoders: settings.Encoders{WebP: []string{"w", "-q", "1"}}}, resource(media.Facts{Format: media.JPEG, Width: 900, Height: 600, Dense: true})
	}
	seen := map[string]string{}
	try := func(what string, alter func(*settings.Images, *site.Resource)) {
		says, r := base()
		alter(says, r)
		path := New(says, nil).Of(r, false).Sets[0].Prints[0].Path + New(says, nil).Of(r, false).Sets[1].Prints[0].Path
		if other, taken := seen[path]; taken {
			t.Errorf("%s has the paths of %s", what, other)
		}
		seen[path] = what
	}
	try("as it is", func(*settings.Images, *site.Resource) {})
	try("other bytes", func(_ *settings.Images, r *site.Resource) { r.Key[5] = 1 })
	try("another quality", func(s *settings.Images, _ *site.Resource) { s.Quality = 50 })
	try("another command", func(s *settings.Images, _ *site.Resource) { s.Encoders.WebP[2] = "2" })
	try("words joined", func(s *settings.Images, _ *site.Resource) { s.Encoders.WebP = []string{"w", "-q1"} })
	try("other widths", func(s *settings.Images, _ *site.Resource) { s.Widths = []int{400, 900} })
	try("another height", func(_ *settings.Images, r *site.Resource) { r.Height = 700 })
}

// TestMake makes every print of every kind of picture, on one goroutine and on
// four: the bytes are the same, the format and size as promised.
func TestMake(t *testing.T) {
	m := image.NewNRGBA(image.Rect(0, 0, 120, 80))
	for i := range m.Pix {
		m.Pix[i] = byte(i*i/97) | byte(255*(i%4/3))
	}
	var photo, drawing, through bytes.Buffer
	err := errors.Join(jpeg.Encode(&photo, m, nil), png.Encode(&drawing, m))
	m.SetNRGBA(1, 1, color.NRGBA{9, 9, 9, 9})
	if err = errors.Join(err, png.Encode(&through, m)); err != nil {
		t.Fatal(err)
	}
	says := &settings.Images{Widths: []int{20, 50, 100}, Encoders: settings.Encoders{AVIF: []string{"copy", "{in}", "{out}"}}}
	encode := func(_ []string, ext string, in []byte) ([]byte, error) {
		if _, err := png.Decode(bytes.NewReader(in)); err != nil || ext != ".avif" {
			t.Error(ext, err)
		}
		return []byte("\x00\x00\x00\x1cftypavif"), nil
	}
	for _, c := range []struct {
		name string
		data []byte
	}{{"photo.jpg", photo.Bytes()}, {"drawing.png", drawing.Bytes()}, {"through.png", through.Bytes()}} {
		facts, bad := media.Inspect(c.data, c.name, media.NewRoom(0))
		if bad != nil {
			t.Fatal(c.name, bad)
		}
		r := resource(facts)
		one, four := New(says, encode), New(says, encode)
		var all []Print
		for _, s := range one.Of(r, false).Sets {
			for _, p := range s.Prints {
				if !p.File() {
					all = append(all, p)
				}
			}
		}
		open := func() ([]byte, error) { return c.data, nil }
		again := make([][]byte, len(all))
		var done sync.WaitGroup
		for i := range all {
			done.Go(func() { again[len(all)-1-i], _ = four.Make(r, &all[len(all)-1-i], open) })
		}
		done.Wait()
		for i := range all {
			p := &all[i]
			data, err := one.Make(r, p, open)
			if err != nil || !bytes.Equal(data, again[i]) {
				t.Errorf("%s %d: %v, or other bytes on four goroutines", c.name, p.Width, err)
			}
			if p.Format == media.AVIF {
				continue
			}
			if f, bad := media.Inspect(data, p.Path, media.NewRoom(0)); bad != nil || f.Width != p.Width || f.Height != p.Height || f.Format != p.Format || f.Says || f.Print {
				t.Errorf("%s: %+v %v", p.Path, f, bad)
			}
		}
	}
}

// TestFaults: what stops an encoder is told at its command; a picture that cannot
// be read is tried again.
func TestFaults(t *testing.T) {
	says := &settings.Images{Encoders: settings.Encoders{WebP: []string{"cp", "{in}", "{out}"}}}
	d := New(says, func(_ []string, _ string, in []byte) ([]byte, error) { return in, nil })
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 9, 9)), nil); err != nil {
		t.Fatal(err)
	}
	r := resource(media.Facts{Format: media.JPEG, Width: 9, Height: 9})
	p := d.Of(r, false).Sets[0].Prints[0]
	gone := errors.New("gone")
	if _, err := d.Make(r, &p, func() ([]byte, error) { return nil, gone }); !errors.Is(err, gone) {
		t.Error(err)
	}
	_, err := d.Make(r, &p, func() ([]byte, error) { return b.Bytes(), nil })
	told, ok := At(err, "site.yaml", diag.Pos{Line: 3, Col: 4}).(interface{ Finding(string) diag.Item })
	if !ok {
		t.Fatal(err)
	}
	want := diag.At("site.yaml", diag.Pos{Line: 3, Col: 4}, "image/encoder-failed", "cp: what it made is no WebP", "img/x.webp", "")
	if got := told.Finding("img/x.webp"); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if got := At(gone, "", diag.Pos{}); got != gone {
		t.Error(got)
	}
}

// TestTray: never more than the room holds, and a picture is decoded once for
// prints that follow each other.
func TestTray(t *testing.T) {
	tr := newTray(media.NewRoom(100))
	var mu sync.Mutex
	used, most, decoded := 0, 0, 0
	var all sync.WaitGroup
	for i := range 400 {
		all.Go(func() {
			_ = tr.with(memo.Key{byte(i / 20)}, 40, func() (*negative, error) {
				mu.Lock()
				decoded++
				mu.Unlock()
				return &negative{}, nil
			}, func(*negative) error {
				mu.Lock()
				used++
				most = max(most, used)
				mu.Unlock()
				mu.Lock()
				used--
				mu.Unlock()
				return nil
			})
		})
	}
	all.Wait()
	if len(tr.held) > idle || decoded < 20 {
		t.Errorf("%d held, %d decoded", len(tr.held), decoded)
	}
	tr, decoded = newTray(media.NewRoom(1)), 0
	for i := range 40 {
		_ = tr.with(memo.Key{byte(i / 10)}, 40, func() (*negative, error) { decoded++; return &negative{}, nil }, func(*negative) error { return nil })
	}
	if decoded != 4 || len(tr.held) != 1 {
		t.Errorf("decoded %d times, %d held", decoded, len(tr.held))
	}
	tr = newTray(media.NewRoom(1 << 20))
	for i := range 9 {
		_ = tr.with(memo.Key{byte(i)}, 1, func() (*negative, error) { return &negative{}, nil }, func(*negative) error { return nil })
	}
	if len(tr.held) != idle || tr.held[1].key != (memo.Key{8}) {
		t.Errorf("%d idle", len(tr.held))
	}
}

func TestCheck(t *testing.T) {
	var said []string
	Check(&settings.Images{Widths: []int{100, 100}, Encoders: settings.Encoders{WebP: []string{"{in}", "{out}"}}}, func(key, code string, args ...string) {
		said = append(said, key+" "+code+" "+strings.Join(args, " "))
	})
	want := []string{"widths image/widths [100, 100]", "encoders.webp image/encoder-command WebP {in}"}
	if !reflect.DeepEqual(said, want) {
		t.Errorf("%q", said)
	}
	Check(&settings.Images{Widths: []int{16, 8192}}, func(string, string, ...string) { t.Error("said") })
}
