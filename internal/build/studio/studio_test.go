package studio

import (
	"image"
	"reflect"
	"testing"

	"golang.org/x/image/font/gofont/goregular"

	"lodestone/internal/media/card"
	"lodestone/internal/memo"
)

// TestKey: every word of a card and the site's colour give another key, and the
// key the path.
func TestKey(t *testing.T) {
	s, err := New(Look{})
	if err != nil {
		t.Fatal(err)
	}
	blue, err := New(Look{Colour: "#aa2200"})
	if err != nil {
		t.Fatal(err)
	}
	c := card.Card{Title: "A"}
	paths := map[string]string{Path(s.Key(&c)): "as it is"}
	try := func(what, path string) {
		if other, taken := paths[path]; taken {
			t.Errorf("%s has the path of %s", what, other)
		}
		paths[path] = what
	}
	try("another colour", Path(blue.Key(&c)))
	for what, l := range map[string]Look{
		"another family": {Family: "serif"}, "another font": {Font: goregular.TTF}, "a logo that is drawn": {Logo: &card.Logo{}},
		"a wordmark": {Logo: &card.Logo{Wordmark: true}}, "a logo": {Logo: &card.Logo{Open: func() (image.Image, error) { return nil, nil }}},
		"another logo": {Logo: &card.Logo{}, LogoKey: memo.Key{1}},
	} {
		other, err := New(l)
		if err != nil {
			t.Fatal(err)
		}
		try(what, Path(other.Key(&c)))
	}
	if _, err := New(Look{Font: []byte("no font")}); err == nil {
		t.Error("any file is a font")
	}
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Bool {
			f.SetBool(true)
		} else {
			f.SetString(f.String() + "x")
		}
		try("another "+v.Type().Field(i).Name, Path(s.Key(&c)))
	}
	again, _ := New(Look{})
	if again.Key(&c) != s.Key(&c) {
		t.Error("the same words have two keys")
	}
	if r, lacks := s.Lacks(&card.Card{Title: "A", Foot: "石"}); !lacks || r != '石' {
		t.Errorf("%q %v", r, lacks)
	}
}
