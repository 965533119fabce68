// Package bundle makes the files that a theme's pages load.
//
// In: the files of assets/ by path, each with the file system that holds it.
// Out: fingerprinted Assets. site.css and site.js, and where the site is searched
// search.css and search.js, are bundled with all that they import (esbuild); other style sheets and scripts are their sources and
// not published; every other file is copied. An Asset's path holds the first
// 16 hex digits of the SHA-256 of its bytes, so it can be cached for ever. A
// url() in a style sheet that names another file of assets/ is rewritten to
// that file's path; one that names a file that is not there is an error.
//
// Bundles are kept in the Memo under the digest of all sources, the paths of
// the copied files and the engine. Nothing here touches the disk: esbuild
// resolves and loads through the given file systems only.
//
// Errors: theme/asset-missing, theme/asset-unfit, theme/bundle (what esbuild says),
// theme/unreadable; each with file, line and column where there is one.
package bundle

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/memo"
)

// Memo keeps values by the digest of what they were made from.
type Memo interface {
	Get(memo.Key) ([]byte, bool)
	Put(memo.Key, []byte) error
}

// Options say how bundles are made.
type Options struct {
	Minify bool
	Search bool // make search.js and search.css, too
	Engine memo.Key
	Memo   Memo // nil keeps nothing
}

// Asset is one file to publish.
type Asset struct {
	Name string   // path in assets/: "site.css", "img/map.svg"
	Path string   // path in public/: "assets/site.3f9a2b….css"
	Sum  memo.Key // SHA-256 of its bytes

	data []byte // of a bundle
	from fs.FS  // of a copied file
}

// Integrity is the value for an integrity attribute.
func (a Asset) Integrity() string { return "sha256-" + base64.StdEncoding.EncodeToString(a.Sum[:]) }

// Open gives the bytes.
func (a Asset) Open() (io.ReadCloser, error) {
	if a.from != nil {
		return a.from.Open(a.Name)
	}
	return io.NopCloser(bytes.NewReader(a.data)), nil
}

// entries are the bundles: those of every page, and those of the search, which are
// loaded when a reader first asks for it.
func entries(search bool) []string {
	if !search {
		return []string{"site.css", "site.js"}
	}
	return []string{"site.css", "site.js", "search.css", "search.js"}
}

// Make gives all Assets, by name.
func Make(files map[string]fs.FS, o Options) ([]Asset, diag.List) {
	var ds diag.List
	var all []Asset
	w := work{copied: map[string]string{}, sources: map[string]string{}, minify: o.Minify}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := w.add(name, files[name], &all); err != nil {
			why := err.Error()
			if pe := new(fs.PathError); errors.As(err, &pe) { // the message has the path already
				why = pe.Err.Error()
			}
			ds = append(ds, diag.At("assets/"+name, diag.Pos{}, "theme/unreadable", why))
		}
	}
	if len(ds) > 0 {
		return nil, ds
	}
	sources := w.key(o.Engine)
	for i, name := range entries(o.Search) {
		if _, ok := w.sources[name]; !ok {
			continue
		}
		key := sources
		key[0] ^= byte(i) // one key for each bundle
		data, found := w.recall(o.Memo, key)
		if !found {
			var more diag.List
			data, more = w.bundle(name)
			ds = append(ds, more...)
			if !more.Broken() && o.Memo != nil && len(more) == 0 {
				_ = o.Memo.Put(key, data) // a store that fails costs time only
			}
		}
		if len(data) > 0 {
			all = append(all, asset(name, sha256.Sum256(data), data, nil))
		}
	}
	slices.SortFunc(all, func(a, b Asset) int { return cmp.Compare(a.Name, b.Name) })
	return all, ds
}

// work is what both bundles are made from.
type work struct {
	sources map[string]string // style sheets and scripts by name
	copied  map[string]string // name of a copied file → its name with fingerprint
	minify  bool
}

func (w *work) add(name string, from fs.FS, all *[]Asset) error {
	f, err := from.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	switch path.Ext(name) {
	case ".css", ".js":
		text, err := io.ReadAll(f)
		w.sources[name] = strings.TrimPrefix(string(text), "\ufeff")
		return err
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	a := asset(name, memo.Key(h.Sum(nil)), nil, from)
	w.copied[name] = strings.TrimPrefix(a.Path, "assets/")
	*all = append(*all, a)
	return nil
}

func asset(name string, sum memo.Key, data []byte, from fs.FS) Asset {
	ext := path.Ext(name)
	p := "assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:8]) + ext
	return Asset{Name: name, Path: p, Sum: sum, data: data, from: from}
}

func (w *work) key(engine memo.Key) memo.Key {
	var b bytes.Buffer
	fmt.Fprintf(&b, "theme bundle %x %t\n", engine, w.minify)
	for _, set := range []map[string]string{w.sources, w.copied} {
		fmt.Fprintln(&b, len(set))
		for _, name := range slices.Sorted(maps.Keys(set)) {
			fmt.Fprintf(&b, "%d:%s%d:%s", len(name), name, len(set[name]), set[name])
		}
	}
	return sha256.Sum256(b.Bytes())
}

func (w *work) recall(m Memo, key memo.Key) ([]byte, bool) {
	if m == nil {
		return nil, false
	}
	return m.Get(key)
}
