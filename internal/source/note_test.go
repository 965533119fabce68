package source

import (
	"io/fs"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"lodestone/internal/memo"
)

// stamped is a folder that tells its files' states and says which were opened.
type stamped struct {
	fstest.MapFS
	states map[string]string // of the files whose state it tells
	mu     sync.Mutex
	opened map[string]bool
}

func (s *stamped) Open(name string) (fs.File, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened[name] = true
	return s.MapFS.Open(name)
}

func (s *stamped) Stamp(name string) []byte {
	if s.states[name] == "" {
		return nil
	}
	return []byte(s.states[name])
}

// TestNote: a file whose stamp is known is not opened again, and what it gives is
// the same; one with another stamp or none is read.
func TestNote(t *testing.T) {
	const page, picture, young = "content/a.md", "content/dot.svg", "content/b.md"
	fsys := &stamped{
		MapFS:  files(page, "---\ntitle: A\n---\nText.\n", picture, `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>`, young, "Young."),
		states: map[string]string{page: "1", picture: "1"},
	}
	shelf := newShelf()
	again := func() (*Content, []string) {
		fsys.opened = map[string]bool{}
		c, found := read(t, fsys, shelf)
		if len(found) > 0 {
			t.Fatal(found)
		}
		delete(fsys.opened, "content")
		return c, slices.Sorted(maps.Keys(fsys.opened))
	}
	first, opened := again()
	if want := []string{page, young, picture}; !slices.Equal(opened, want) {
		t.Fatalf("opened %q, want %q", opened, want)
	}
	second, opened := again()
	if want := []string{young}; !slices.Equal(opened, want) {
		t.Errorf("opened %q, want %q", opened, want)
	}
	for i, m := range first.Metas {
		if o := second.Metas[i]; m.Path != o.Path || m.Doc != o.Doc || memo.Sum(&m.Front) != memo.Sum(&o.Front) {
			t.Errorf("%+v, then %+v", m, o)
		}
	}
	if first.Resources[0] != second.Resources[0] || second.Resources[0].Width != 3 || !second.Resources[0].Image {
		t.Errorf("%+v, then %+v", first.Resources[0], second.Resources[0])
	}
	fsys.MapFS[page].Data = []byte("---\ntitle: B\n---\nText.\n") // as long as it was
	fsys.states[page] = "2"
	third, opened := again()
	if want := []string{page, young}; !slices.Equal(opened, want) || third.Metas[0].Front.Title != "B" {
		t.Errorf("opened %q, want %q; title %q", opened, want, third.Metas[0].Front.Title)
	}
	for key, v := range shelf.all { // a store that has lost all but its notes
		if len(v) != len(memo.Key{}) {
			delete(shelf.all, key)
		}
	}
	fourth, _ := again()
	if fourth.Metas[0].Front.Title != "B" {
		t.Errorf("title %q", fourth.Metas[0].Front.Title)
	}
}
