package studio

import (
	"reflect"
	"testing"

	"lodestone/internal/media/card"
)

// TestKey: every word of a card and the site's colour give another key, and the
// key the path.
func TestKey(t *testing.T) {
	s, err := New("")
	if err != nil {
		t.Fatal(err)
	}
	blue, err := New("#aa2200")
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
	v := reflect.ValueOf(&c).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Bool {
			f.SetBool(true)
		} else {
			f.SetString(f.String() + "x")
		}
		try("another "+v.Type().Field(i).Name, Path(s.Key(&c)))
	}
	again, _ := New("")
	if again.Key(&c) != s.Key(&c) {
		t.Error("the same words have two keys")
	}
	if r, lacks := s.Lacks(&card.Card{Title: "A", Foot: "石"}); !lacks || r != '石' {
		t.Errorf("%q %v", r, lacks)
	}
}
