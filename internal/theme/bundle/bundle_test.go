package bundle_test

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
	"lodestone/internal/theme/bundle"
)

func files(pairs ...string) map[string]fs.FS {
	m := fstest.MapFS{}
	all := map[string]fs.FS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
		all[pairs[i]] = m
	}
	return all
}

// published gives the bytes of all assets by path, and checks what each says
// of itself.
func published(t *testing.T, assets []bundle.Asset) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, a := range assets {
		r, err := a.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil || r.Close() != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(data)
		if a.Sum != sum || a.Integrity() != "sha256-"+base64.StdEncoding.EncodeToString(sum[:]) {
			t.Errorf("%s: wrong digest", a.Name)
		}
		if !strings.Contains(a.Path, "."+hex.EncodeToString(sum[:8])) {
			t.Errorf("%s: the path %s does not hold the digest", a.Name, a.Path)
		}
		all[a.Path] = string(data)
	}
	return all
}

// one gives the only asset whose path begins and ends so.
func one(t *testing.T, all map[string]string, begin, end string) (path, text string) {
	t.Helper()
	for p, s := range all {
		if strings.HasPrefix(p, begin) && strings.HasSuffix(p, end) {
			if path != "" {
				t.Fatalf("both %s and %s", path, p)
			}
			path, text = p, s
		}
	}
	if path == "" {
		t.Fatalf("no %s…%s among %v", begin, end, all)
	}
	return path, text
}

func TestMake(t *testing.T) {
	in := files(
		"site.css", `@import "./parts/a.css"; @import url(https://example.org/x.css); b { color: rgb(255, 0, 0) }`,
		"parts/a.css", `@import "../b.css"; a { background: url(../img/map.svg#top); mask: url("data:image/png;base64,AA") }`,
		"b.css", `i { cursor: url('/rooted.cur'), auto; filter: url(#f); background: url(https://example.org/y.png) }`,
		"unused.css", `u { color: red }`,
		"site.js", `import { hi } from "./lib/hi.js"; document.title = hi("x");`,
		"lib/hi.js", `export function hi(name) { return "hi " + name } export function unused() { return "never" }`,
		"img/map.svg", `<svg/>`,
		"no-ending", `x`,
	)
	assets, ds := bundle.Make(in, bundle.Options{Minify: true})
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	all := published(t, assets)
	if len(all) != 4 {
		t.Errorf("%d files, want the two bundles, the picture and the file without ending", len(all))
	}
	svg, _ := one(t, all, "assets/img/map.", ".svg")
	one(t, all, "assets/no-ending.", "")
	_, css := one(t, all, "assets/site.", ".css")
	want := `@import"https://example.org/x.css";i{cursor:url(/rooted.cur),auto;filter:url(#f);background:url(https://example.org/y.png)}` +
		`a{background:url(` + strings.TrimPrefix(svg, "assets/") + `#top);-webkit-mask:url(data:image/png;base64,AA);mask:url(data:image/png;base64,AA)}b{color:red}` + "\n"
	if css != want {
		t.Errorf("got  %swant %s", css, want)
	}
	_, js := one(t, all, "assets/site.", ".js")
	if !strings.Contains(js, `"hi "`) || strings.Contains(js, "never") || strings.Contains(js, "import") {
		t.Error(js)
	}
}

func TestPlain(t *testing.T) {
	assets, ds := bundle.Make(files("site.css", "a {\n  color: red;\n}\n"), bundle.Options{})
	if len(ds) > 0 || len(assets) != 1 {
		t.Fatal(assets, ds)
	}
	_, css := one(t, published(t, assets), "assets/site.", ".css")
	if !strings.Contains(css, "a {\n  color: red;\n}\n") {
		t.Errorf("minified without being asked: %q", css)
	}
	if assets, ds = bundle.Make(nil, bundle.Options{}); len(assets)+len(ds) > 0 {
		t.Error("assets from nothing", assets, ds)
	}
}

// TestSearch: what the search needs is made only where it is asked for, each
// bundle under a key of its own, and its script is a module that others import.
func TestSearch(t *testing.T) {
	in := []string{
		"site.css", "a{color:red}", "site.js", "import(document.title)", "search.css", "b{color:red}",
		"search.js", `import { f } from "./find.js"; export function open() { return f() }`, "find.js", "export const f = () => 1;",
	}
	for search, want := range map[bool]int{false: 2, true: 4} {
		kept := store{}
		for range 2 { // made, then remembered
			assets, ds := bundle.Make(files(in...), bundle.Options{Minify: true, Search: search, Memo: kept})
			all := published(t, assets)
			if len(ds) > 0 || len(all) != want || len(kept) != want {
				t.Fatalf("search %v: %d bundles, %d kept, %v", search, len(all), len(kept), ds)
			}
			_, js := one(t, all, "assets/site.", ".js")
			if !strings.Contains(js, "import(document.title)") {
				t.Error(js)
			}
			if search {
				_, js = one(t, all, "assets/search.", ".js")
				if !strings.Contains(js, "export{") || strings.Contains(js, "import") {
					t.Error(js)
				}
			}
		}
	}
}

type store map[memo.Key][]byte

func (s store) Get(k memo.Key) ([]byte, bool)  { v, ok := s[k]; return v, ok }
func (s store) Put(k memo.Key, v []byte) error { s[k] = v; return nil }

// TestKeys: the same files give the same names whatever is remembered, and
// every input that can change a bundle changes what is asked of the memo.
func TestKeys(t *testing.T) {
	in := []string{"site.css", `@import "a.css"; i { background: url(m.svg) }`, "a.css", "a{color:red}", "m.svg", "<svg/>", "site.js", "alert(1)"}
	kept := store{}
	names := func(o bundle.Options, pairs ...string) string {
		assets, ds := bundle.Make(files(pairs...), o)
		if len(ds) > 0 {
			t.Fatal(ds)
		}
		published(t, assets)
		var all []string
		for _, a := range assets {
			all = append(all, a.Path)
		}
		return strings.Join(all, " ")
	}
	first := names(bundle.Options{Memo: kept}, in...)
	if first != names(bundle.Options{Memo: kept}, in...) || first != names(bundle.Options{}, in...) {
		t.Error("the same files, other names")
	}
	n := len(kept)
	if n != 2 {
		t.Errorf("%d bundles kept", n)
	}
	for i := 1; i < len(in); i += 2 {
		edited := append([]string{}, in...)
		edited[i] += "\n "
		if edited[i-1] == "site.js" {
			edited[i] += ";alert(2)"
		}
		names(bundle.Options{Memo: kept}, edited...)
		if len(kept) <= n {
			t.Errorf("an edit of %s went unseen", in[i-1])
		}
		n = len(kept)
	}
	names(bundle.Options{Memo: kept, Minify: true}, in...)
	names(bundle.Options{Memo: kept, Engine: memo.Key{1}}, in...)
	if len(kept) != n+4 {
		t.Error("minifying or another engine went unseen")
	}
}

func TestFaults(t *testing.T) {
	for text, want := range map[string]string{
		"a{}\n/* é */ b { background: url(img/none.svg) }":   "assets/site.css:2:25 theme/asset-missing assets/img/none.svg ",
		"b { background: url(img/MAP.svg) }":                 "assets/site.css:1:17 theme/asset-missing assets/img/MAP.svg assets/img/map.svg",
		"b { background: url(map.svg) }":                     "assets/site.css:1:17 theme/asset-missing assets/map.svg assets/img/map.svg",
		"b { background: url(img/map.png) }":                 "assets/site.css:1:17 theme/asset-missing assets/img/map.png assets/img/map.svg",
		"b { background: url(../../../etc/passwd) }":         "assets/site.css:1:17 theme/asset-missing assets/../../../etc/passwd ",
		"@import 'img/map.svg';":                             "assets/site.css:1:9 theme/asset-unfit assets/img/map.svg",
		"b { background: url(site.css) }":                    "assets/site.css:1:17 theme/asset-unfit assets/site.css",
		"a { color: red":                                     "assets/site.css:1:15 theme/bundle-doubt Expected \"}\" to go with \"{\"",
		"b { background: url(x.svg), url(y.svg) } a { c d }": "assets/site.css:1:17 theme/asset-missing assets/x.svg  ; assets/site.css:1:29 theme/asset-missing assets/y.svg  ; assets/site.css:1:47 theme/bundle-doubt Expected \":\"",
	} {
		_, ds := bundle.Make(files("site.css", text, "img/map.svg", "<svg/>"), bundle.Options{Minify: true})
		var got []string
		for _, d := range ds.Sort() {
			got = append(got, d.File+":"+strconv.Itoa(d.Pos.Line)+":"+strconv.Itoa(d.Pos.Col)+" "+d.Code+" "+strings.Join(d.Args, " "))
		}
		if s := strings.Join(got, " ; "); s != want {
			t.Errorf("%s\ngot  %s\nwant %s", text, s, want)
		}
	}
}

// broken is a file system whose files cannot be read.
type broken struct{}

func (broken) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestUnreadable(t *testing.T) {
	_, ds := bundle.Make(map[string]fs.FS{"site.css": broken{}, "x.svg": broken{}}, bundle.Options{})
	want := diag.List{
		diag.At("assets/site.css", diag.Pos{}, "theme/unreadable", "permission denied"),
		diag.At("assets/x.svg", diag.Pos{}, "theme/unreadable", "permission denied"),
	}
	if len(ds) != 2 || ds[0].File != want[0].File || ds[1].Args[0] != want[1].Args[0] {
		t.Error(ds)
	}
}
