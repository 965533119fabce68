package source

import (
	"context"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/site/settings"
)

// shelf is a Store in memory.
type shelf struct {
	mu   sync.Mutex
	all  map[memo.Key][]byte
	puts int
}

func newShelf() *shelf { return &shelf{all: map[memo.Key][]byte{}} }

func (s *shelf) Get(k memo.Key) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	v, ok := s.all[k]
	return v, ok
}

func (s *shelf) Read(k memo.Key, p []byte) (int, bool) {
	v, ok := s.Get(k)
	if !ok || len(v) > len(p) {
		return 0, false
	}
	return copy(p, v), true
}

func (s *shelf) Has(k memo.Key) bool {
	_, ok := s.Get(k)
	return ok
}

func (s *shelf) Put(k memo.Key, v []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all[k] = slices.Clone(v)
	s.puts++
	return nil
}

func read(t testing.TB, fsys fs.FS, store Store) (*Content, diag.List) {
	t.Helper()
	cfg, found := ReadConfig(fsys, DefaultLimits())
	if cfg == nil {
		t.Fatal(found)
	}
	c, found, err := Read(context.Background(), fsys, cfg, Find(fsys, cfg, nil), Options{Limits: DefaultLimits(), Store: store})
	if err != nil {
		t.Fatal(err)
	}
	return c, found
}

func files(pairs ...string) fstest.MapFS {
	m := fstest.MapFS{"site.yaml": {Data: []byte("title: x")}}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		text, front, body string
		line              int
		closed            bool
	}{
		{"", "", "", 1, true},
		{"Hello", "", "Hello", 1, true},
		{"---\na: b\n---\nHello", "a: b\n", "Hello", 4, true},
		{"---\n---\nHello", "", "Hello", 3, true},
		{"---  \na: b\n---\t\n\nHello", "a: b\n", "\nHello", 4, true},
		{"---\na: |\n  --- no\n---\nx\n---\ny", "a: |\n  --- no\n", "x\n---\ny", 5, true},
		{"---\na: b\nHello", "", "---\na: b\nHello", 1, false},
		{"---\na: b\n---", "a: b\n", "", 4, true},
		{"----\nHello", "", "----\nHello", 1, true},
		{" ---\nHello", "", " ---\nHello", 1, true},
	} {
		front, body, line, closed := split([]byte(c.text))
		if string(front) != c.front || string(body) != c.body || line != c.line || closed != c.closed {
			t.Errorf("%q: %q %q %d %v", c.text, front, body, line, closed)
		}
	}
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ raw, text, code string }{
		{"caf\xc3\xa9", "café", ""},
		{"\xef\xbb\xbfa\r\nb\rc", "a\nb\nc", ""},
		{"caf\xe9 \x93quoted\x94", "café “quoted”", "text/windows-1252"},
		{"a\x00b", "", "text/nul"},
		{"\xff\xfea\x00", "", "text/utf16"},
		{"\xfe\xff\x00a", "", "text/utf16"},
	} {
		text, found, ok := decode("x.md", []byte(c.raw))
		code := ""
		if len(found) > 0 {
			code = found[0].Code
		}
		if string(text) != c.text || code != c.code || ok != (c.text != "") {
			t.Errorf("%q: %q %s %v", c.raw, text, code, ok)
		}
	}
	_, found, _ := decode("x.md", []byte("one\nt\xc3\xa9\x00"))
	if found[0].Pos != (diag.Pos{Line: 2, Col: 3}) {
		t.Errorf("columns count characters: %v", found[0].Pos)
	}
}

func TestList(t *testing.T) {
	fsys := files("content/a.md", "", "content/.hidden/x.md", "", "content/b~", "", "content/.well-known/security.txt", "",
		"content/notes/x.md", "", "content/pic.psd", "", "content/e\u0301.md", "", "content/#a.md#", "", "content/Thumbs.db", "")
	got, found := list(fsys, "content", []string{"notes/**", "*.psd"}, nil)
	var names []string
	for _, e := range got {
		names = append(names, e.path)
	}
	if want := ".well-known/security.txt a.md \u00e9.md"; strings.Join(names, " ") != want || len(found) > 0 {
		t.Errorf("%q %v", names, found)
	}
	if got[2].name != "content/e\u0301.md" {
		t.Errorf("the disk's own name is lost: %q", got[2].name)
	}
	twice, found := list(files("content/e\u0301.md", "", "content/\u00e9.md", ""), "content", nil, nil)
	if len(twice) != 1 || len(found) != 1 || found[0].Code != "file/same-name" {
		t.Errorf("%v %v", twice, found)
	}
}

// TestFolderIsContent: without content/ the site's own folder is the content,
// less what is beside it.
func TestFolderIsContent(t *testing.T) {
	c, _ := read(t, files("hello.md", "Hi", "README.md", "no", "public/old.md", "no", "layouts/x.md", "no", "pic.txt", "yes", ".env", "no", ".lodestone/cache/memo.pack", "no", ".hidden.md", "no"), newShelf())
	if len(c.Metas) != 1 || c.Metas[0].Path != "hello.md" || len(c.Resources) != 1 || c.Resources[0].Path != "pic.txt" {
		t.Errorf("%+v %+v", c.Metas, c.Resources)
	}
}

// TestSkip: the build's own folders are not read back.
func TestSkip(t *testing.T) {
	got, _ := list(files("hello.md", "Hi", "out/public/x.txt", "", "nest/ed/a.md", ""), ".", nil, []string{"out", "nest/ed"})
	if len(got) != 1 || got[0].path != "hello.md" {
		t.Errorf("%v", got)
	}
}

// TestRecall: a second reading parses nothing and gives the same, findings
// included.
func TestRecall(t *testing.T) {
	fsys := files("content/blog/2026-01-02-a.md", "---\ntitle: A\ntags: [one]\n---\n## Part\n\nSee [b](b.md) and TK.\n",
		"content/blog/b.md", "An ![](x.png) image\n\n# One\n\n# Two\n")
	s := newShelf()
	first, said := read(t, fsys, s)
	puts := s.puts
	second, again := read(t, fsys, s)
	if s.puts != puts {
		t.Errorf("%d values were made again", s.puts-puts)
	}
	if len(said) == 0 || len(said) != len(again) {
		t.Errorf("findings: %v, then %v", said, again)
	}
	for i := range first.Metas {
		if memo.Sum(&first.Metas[i].Front) != memo.Sum(&second.Metas[i].Front) || memo.Sum(&first.Metas[i].Body) != memo.Sum(&second.Metas[i].Body) {
			t.Errorf("%s changed", first.Metas[i].Path)
		}
	}
	if pos := second.Places.Front("blog/2026-01-02-a.md", "tags.0"); pos != (diag.Pos{Line: 3, Col: 8}) {
		t.Errorf("tags.0 is at %v", pos)
	}
	if pos := second.Places.Ref("blog/2026-01-02-a.md", 0); pos.Line != 7 {
		t.Errorf("the link is at %v", pos)
	}
}

// TestLostDoc: a body that the store has lost is read again, unless the file is
// another by now.
func TestLostDoc(t *testing.T) {
	fsys := files("content/a.md", "Hello *there*.")
	s := newShelf()
	c, _ := read(t, fsys, s)
	m := c.Metas[0]
	want, err := c.Doc(m.Path, m.Doc, nil)
	if err != nil {
		t.Fatal(err)
	}
	delete(s.all, m.Doc)
	got, err := c.Doc(m.Path, m.Doc, nil)
	if err != nil || memo.Sum(got) != memo.Sum(want) {
		t.Errorf("%+v %v", got, err)
	}
	delete(s.all, m.Doc)
	fsys["content/a.md"] = &fstest.MapFile{Data: []byte("Other.")}
	if _, err := c.Doc(m.Path, m.Doc, nil); err == nil {
		t.Error("a changed file gave a body")
	}
}

// TestDocInOneBuffer: Docs read one after another into the same memory are each what
// they are in memory of their own.
func TestDocInOneBuffer(t *testing.T) {
	c, found := read(t, files("content/a.md", "---\ntitle: A\n---\nShort.\n", "content/b.md", "---\ntitle: B\n---\n"+strings.Repeat("Much longer. ", 900)+"\n"), newShelf())
	if len(found) > 0 {
		t.Fatal(found)
	}
	var buf []byte
	for _, i := range []int{0, 1, 0, 1, 1, 0} {
		m := c.Metas[i]
		want, err := c.Doc(m.Path, m.Doc, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Doc(m.Path, m.Doc, &buf); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, %+v, want %+v", m.Path, err, got, want)
		}
	}
	if cap(buf) == 0 {
		t.Error("the memory is not used")
	}
}

func TestTooLarge(t *testing.T) {
	_, found := read(t, files("content/a.md", strings.Repeat("x", 9<<20)), newShelf())
	if len(found) != 1 || found[0].Code != "file/too-large" || found[0].Args[0] != "9 MiB" {
		t.Errorf("%v", found)
	}
}

// FuzzPage reads any bytes as a page: no panic, places inside the file, and the
// memo's word equals the parser's.
func FuzzPage(f *testing.F) {
	for _, s := range []string{
		"", "# T\n\ntext", "---\ntitle: a\n---\nbody", "---\ntitle: [a\n---\n", "---\ndate: 2026-02-30\n---\n", "\xff\xfe", "a\x00b",
		"---\n---\n::figure[x]{src=a.png}\n", ":::note\n> [a](b#c)\n:::\n", "caf\xe9", "---\ntags: {a: b}\nauthors: x\n---\n",
	} {
		f.Add([]byte(s))
	}
	cfg := &Config{Site: &settings.Config{Title: "x"}}
	f.Fuzz(func(t *testing.T, raw []byte) {
		fsys := fstest.MapFS{"content/blog/a.md": {Data: raw, ModTime: time.Unix(0, 0)}}
		s := newShelf()
		first, said, err := Read(context.Background(), fsys, cfg, Find(fsys, cfg, nil), Options{Limits: DefaultLimits(), Store: s})
		if err != nil {
			t.Fatal(err)
		}
		second, again, err := Read(context.Background(), fsys, cfg, Find(fsys, cfg, nil), Options{Limits: DefaultLimits(), Store: s})
		if err != nil {
			t.Fatal(err)
		}
		if memo.Sum(&first.Metas[0].Front) != memo.Sum(&second.Metas[0].Front) || len(said) != len(again) {
			t.Fatal("the memo says something else")
		}
		lines := 2 + strings.Count(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(raw)), "\n")
		for _, i := range said {
			if i.Pos.Line > lines || i.Pos.Line < 0 || i.Pos.Col < 0 {
				t.Fatalf("%v is outside of a file of %d lines", i, lines)
			}
		}
	})
}

// endless is a folder with one file that does not end.
type endless struct{ fstest.MapFS }

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	if name == "content/log.md" {
		return &spring{File: f}, err
	}
	return f, err
}

type spring struct {
	fs.File
	given int64
}

func (s *spring) Read(b []byte) (int, error) {
	s.given += int64(len(b))
	if s.given > 64<<20 {
		return 0, fs.ErrInvalid // that is more than anybody should ask for
	}
	return copy(b, strings.Repeat("x", len(b))), nil
}

func TestAFileThatDoesNotEnd(t *testing.T) {
	_, found := read(t, endless{files("content/log.md", "x", "content/a.md", "text")}, newShelf())
	if len(found) != 1 || found[0].Code != "file/too-large" {
		t.Errorf("found %+v", found)
	}
}
