package templates

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"

	"lodestone/internal/memo"
	"lodestone/internal/theme/templates/nodes"
)

// closure is the digest of the text of all templates that the Set reaches, after
// squeezing and without comments, and of the type that it sees.
func (s *Set) closure() memo.Key {
	h := newHash("theme closure", memo.Key{})
	h.text(s.entry)
	names := nodes.Reach(s.trees, s.entry)
	slices.Sort(names)
	for _, name := range names {
		h.text(name)
		h.text(s.trees[name].Root.String())
	}
	h.shape(reflect.TypeOf(s.sees))
	return h.sum()
}

// hash digests texts, each with its length before it.
type hash struct {
	buf  bytes.Buffer
	seen map[reflect.Type]bool
}

func newHash(what string, engine memo.Key) *hash {
	h := &hash{seen: map[reflect.Type]bool{}}
	h.text(what)
	h.buf.Write(engine[:])
	return h
}

func (h *hash) text(s string) { fmt.Fprintf(&h.buf, "%d:%s", len(s), s) }

// shape adds a type with all that it is made of, unless it has been added.
func (h *hash) shape(t reflect.Type) {
	var walk func(reflect.Type)
	walk = func(t reflect.Type) {
		if t == nil {
			h.text("nil")
			return
		}
		h.text(t.String())
		if h.seen[t] {
			return
		}
		h.seen[t] = true
		switch t.Kind() {
		case reflect.Slice, reflect.Pointer, reflect.Array:
			walk(t.Elem())
		case reflect.Struct:
			for i := range t.NumField() {
				h.text(t.Field(i).Name)
				walk(t.Field(i).Type)
			}
		}
	}
	walk(t)
}

func (h *hash) sum() memo.Key { return sha256.Sum256(h.buf.Bytes()) }
