package ledger

import (
	"bytes"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/file"
)

func TestListsRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var l List
		l.Unfinished = rapid.Bool().Draw(rt, "unfinished")
		name := rapid.OneOf(rapid.SampledFrom([]string{"a", "a/b", "a.x", "b-c", "c/é"}), rapid.StringMatching(`[ -~é\x{1F600}\n]{1,12}`))
		for _, p := range slices.Sorted(maps.Keys(map[string]bool{name.Draw(rt, "p"): true, name.Draw(rt, "q"): true})) {
			if !May(file.Public, p) || !May(file.Private, p) {
				continue
			}
			m := File{Root: file.Private, Path: p, Open: rapid.Bool().Draw(rt, "open")}
			if !m.Open {
				m.Size = rapid.Int64Range(0, 1<<50).Draw(rt, "size")
				m.Sum[9] = rapid.Byte().Draw(rt, "sum")
			}
			l.Files = append(l.Files, m)
			l.Folders = append(l.Folders, Folder{file.Public, p})
		}
		slices.SortFunc(l.Files, OrderFiles)
		slices.SortFunc(l.Folders, OrderFolders)
		back, err := Parse(l.Text())
		if err != nil {
			rt.Fatalf("%v in %s", err, l.Text())
		}
		if !slices.Equal(back.Files, l.Files) || !slices.Equal(back.Folders, l.Folders) || back.Unfinished != l.Unfinished {
			rt.Fatalf("%s became %s", l.Text(), back.Text())
		}
	})
}

func FuzzParseList(f *testing.F) {
	l := List{Folders: []Folder{{file.Private, "x"}}, Files: []File{{Path: "a/b", Size: 3}, {Root: file.Private, Path: "c", Open: true}}}
	f.Add(l.Text())
	f.Add([]byte(`{"version":1,"unfinished":true,"files":[{"path":"../x"}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l, err := Parse(text)
		if err != nil {
			return
		}
		for _, m := range l.Files {
			if !filepath.IsLocal(m.Path) || m.Root > file.Private {
				t.Fatalf("accepts %v", m)
			}
		}
		again, err := Parse(l.Text())
		if err != nil || !slices.Equal(again.Files, l.Files) {
			t.Fatalf("%v: %s", err, l.Text())
		}
	})
}

func TestStatesRoundTrip(t *testing.T) {
	s := &State{
		Out: "/out", List: [32]byte{1}, Folders: []Folder{{file.Private, "f"}},
		Files: []Record{{Path: "a", Key: [32]byte{2}, Size: 1 << 40, Time: -5, Sum: [32]byte{3}}, {Root: file.Source, Path: "b"}},
	}
	b := s.Bytes()
	if back := ParseState(b, "/out"); !reflect.DeepEqual(back, s) {
		t.Errorf("%+v became %+v", s, back)
	}
	if l := ParseState(b, "/out").Listed(); len(l.Files) != 1 || l.Files[0].Path != "a" || len(l.Folders) != 1 {
		t.Errorf("lists %+v", l)
	}
	if back := ParseState(b, "/elsewhere"); back.Out != "" || back.Files != nil {
		t.Error("the state of another output passes")
	}
	for i := range b {
		c := bytes.Clone(b)
		c[i] ^= 4
		if ParseState(c, "/out").Files != nil || ParseState(b[:i], "/out").Files != nil {
			t.Fatalf("damage at byte %d passes", i)
		}
	}
}

func FuzzParseState(f *testing.F) {
	f.Add((&State{Out: "/out", Files: []Record{{Path: "a"}}}).Bytes())
	f.Fuzz(func(t *testing.T, b []byte) {
		if s := ParseState(b, "/out"); s.Out != "" && s.Out != "/out" {
			t.Fatalf("accepts %q", s.Out)
		}
	})
}

func TestBadLists(t *testing.T) {
	sum := strings.Repeat("0a", 32)
	for _, text := range []string{
		``, `null`, `[]`, `{"files":[]}`, `{"version":2,"files":[]}`, `{"version":1,"files":[{}]}`,
		`{"version":1,"files":[{"path":"/a"}]}`, `{"version":1,"files":[{"path":"a/../../b"}]}`,
		`{"version":1,"files":[{"path":"a","root":"source"}]}`, `{"version":1,"folders":[{"path":".."}],"files":[]}`,
		`{"version":1,"files":[{"path":"a"},{"path":"a"}]}`, `{"version":1,"files":[{"path":"files.json","root":"private"}]}`,
		`{"version":1,"files":[{"path":"a","size":-1,"sha256":"` + sum + `"}]}`,
		`{"version":1,"files":[{"path":"a","size":1,"sha256":"` + sum[1:] + `"}]}`,
		`{"version":1,"files":[{"path":"a","size":1,"sha256":"` + sum + `00"}]}`,
	} {
		if _, err := Parse([]byte(text)); err == nil {
			t.Errorf("%s passes", text)
		}
	}
}
