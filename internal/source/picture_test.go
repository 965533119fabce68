package source

import (
	"bytes"
	"image"
	"image/png"
	"reflect"
	"slices"
	"strings"
	"testing"

	media "lodestone/internal/media/image"
	"lodestone/internal/memo"
)

func drawn(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 300, 200))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPictureOnce: what looking at a picture gave, faults too, stands under its
// bytes: another build, another path, look no second time.
func TestPictureOnce(t *testing.T) {
	store := newShelf()
	whole := drawn(t)
	site := files("content/a.png", whole, "content/b.png", whole[:len(whole)/2], "content/c.txt", "text")
	for _, again := range []bool{false, true} {
		puts := store.puts
		c, found := read(t, site, store)
		if len(found) != 1 || found[0].Code != "image/truncated" || found[0].File != "content/b.png" {
			t.Error(found)
		}
		r := c.Resources[0]
		if r.Path != "a.png" || r.Width != 300 || r.Format != media.PNG || !r.Opaque || r.Size != int64(len(whole)) || r.Unread || !c.Resources[1].Unread {
			t.Errorf("%+v", c.Resources)
		}
		if again != (store.puts == puts) {
			t.Errorf("again: %t, %d new values", again, store.puts-puts)
		}
	}
	site["content/deeper/name.png"] = site["content/a.png"]
	puts := store.puts
	if c, _ := read(t, site, store); len(c.Resources) != 4 || c.Resources[3].Width != 300 || store.puts != puts {
		t.Errorf("under another name it was looked at again: %d", store.puts-puts)
	}
}

// TestInspectedCode: every fact is kept, and a fault with all that it says.
func TestInspectedCode(t *testing.T) {
	var full inspected
	v := reflect.ValueOf(&full.Facts).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Bool:
			f.SetBool(true)
		case reflect.String:
			f.SetString("x")
		default:
			f.Set(reflect.ValueOf(i + 1).Convert(f.Type()))
		}
	}
	full.fault = &media.Fault{Code: "image/x", Line: 2, Col: 3, Args: []string{"a"}}
	var back inspected
	if err := memo.Decode(memo.Encode(&full), &back); err != nil || !reflect.DeepEqual(back, full) {
		t.Errorf("%+v, %v", back, err)
	}
	full.fault = nil
	back = inspected{}
	if err := memo.Decode(memo.Encode(&full), &back); err != nil || !reflect.DeepEqual(back, full) {
		t.Errorf("%+v, %v", back, err)
	}
}

// TestLargePicture: no more of it is read than a picture may have.
func TestLargePicture(t *testing.T) {
	_, found := read(t, files("content/a.png", strings.Repeat("x", media.MaxBytes+1)), newShelf())
	if !slices.Equal(found[0].Args, []string{"64"}) || found[0].Code != "image/too-large" {
		t.Error(found)
	}
}
