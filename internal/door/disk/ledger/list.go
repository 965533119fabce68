// Package ledger holds what is written down about the files that builds made:
// the list that says which are the build's own (files.json, form in the doc of
// package disk), and the state that saves comparing them.
//
// In: bytes, or entries. Out: the other. A List from Parse names only local
// paths, each once, in order: it is what allows files to be removed, so anything
// odd in its bytes is an error. A State from bad bytes is an empty State.
package ledger

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/file"
)

// Names that the door keeps for itself.
const (
	Name     = "files.json"      // the list, below private
	LockName = ".lodestone.lock" // below private
	TempName = ".lodestone-tmp-" // then 16 hexadecimal digits, in any folder
)

// File is a file that the build made, or is about to.
type File struct {
	Root file.Root // Public or Private
	Path string
	Size int64
	Sum  [32]byte // SHA-256
	Open bool     // listed before it was written: size and sum are not known
}

// Folder is a directory below a root.
type Folder struct {
	Root file.Root
	Path string
}

// List is what files.json says.
type List struct {
	Files      []File   // by root, then path
	Folders    []Folder // met, not made; by root, then path
	Unfinished bool     // a build is changing the files, or was killed while it did
}

// Order compares by root, then path.
func Order(aRoot file.Root, aPath string, bRoot file.Root, bPath string) int {
	if aRoot != bRoot {
		return cmp.Compare(aRoot, bRoot)
	}
	return strings.Compare(aPath, bPath)
}

// OrderFolders is Order for folders.
func OrderFolders(a, b Folder) int { return Order(a.Root, a.Path, b.Root, b.Path) }

// OrderFiles is Order for files.
func OrderFiles(a, b File) int { return Order(a.Root, a.Path, b.Root, b.Path) }

// Text gives the bytes of files.json.
func (l *List) Text() []byte {
	b := append(make([]byte, 0, 64+160*len(l.Files)), `{"version":1,`...)
	if l.Unfinished {
		b = append(b, `"unfinished":true,`...)
	}
	if len(l.Folders) > 0 {
		b = append(b, `"folders":[`...)
		for i, f := range l.Folders {
			b = appendPath(append(b, comma(i)...), f.Root, f.Path)
			b = append(b, '}')
		}
		b = append(b, "\n],"...)
	}
	b = append(b, `"files":[`...)
	for i := range l.Files {
		f := &l.Files[i]
		b = appendPath(append(b, comma(i)...), f.Root, f.Path)
		if !f.Open {
			b = strconv.AppendInt(append(b, `,"size":`...), f.Size, 10)
			b = hex.AppendEncode(append(b, `,"sha256":"`...), f.Sum[:])
			b = append(b, '"')
		}
		b = append(b, '}')
	}
	return append(b, "\n]}\n"...)
}

func comma(i int) string {
	if i == 0 {
		return "\n"
	}
	return ",\n"
}

func appendPath(b []byte, root file.Root, path string) []byte {
	b = append(b, '{')
	if root != file.Public {
		b = append(append(append(b, `"root":"`...), root.String()...), `",`...)
	}
	return appendText(append(b, `"path":`...), path)
}

func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			var buf bytes.Buffer
			enc := json.NewEncoder(&buf)
			enc.SetEscapeHTML(false)
			enc.Encode(s) // a string always encodes
			return append(b, bytes.TrimSuffix(buf.Bytes(), []byte("\n"))...)
		}
	}
	return append(append(append(b, '"'), s...), '"')
}

type jsonPath struct {
	Root string `json:"root"`
	Path string `json:"path"`
}

func (p jsonPath) check() (Folder, error) {
	root := file.Public
	switch p.Root {
	case "", "public":
	case "private":
		root = file.Private
	default:
		return Folder{}, fmt.Errorf("root %q", p.Root)
	}
	if !May(root, p.Path) {
		return Folder{}, fmt.Errorf("path %q", p.Path)
	}
	return Folder{root, p.Path}, nil
}

// Parse reads files.json. The list is what allows files to be removed, so
// anything odd in it is an error.
func Parse(text []byte) (List, error) {
	var j struct {
		Version    int
		Unfinished bool
		Folders    []jsonPath
		Files      []struct {
			jsonPath
			Size   *int64
			SHA256 *string
		}
	}
	if err := json.Unmarshal(text, &j); err != nil {
		return List{}, err
	}
	if j.Version != 1 {
		return List{}, fmt.Errorf("version %d", j.Version)
	}
	l := List{Unfinished: j.Unfinished}
	for _, p := range j.Folders {
		f, err := p.check()
		if err != nil {
			return List{}, err
		}
		l.Folders = append(l.Folders, f)
	}
	l.Files = make([]File, 0, len(j.Files))
	for _, p := range j.Files {
		f, err := p.check()
		if err != nil {
			return List{}, err
		}
		m := File{Root: f.Root, Path: f.Path, Open: true}
		if p.Size != nil && p.SHA256 != nil {
			n, err := hex.Decode(m.Sum[:], []byte(*p.SHA256)[:min(len(*p.SHA256), 64)])
			if err != nil || n != len(m.Sum) || len(*p.SHA256) != 64 || *p.Size < 0 {
				return List{}, fmt.Errorf("sum or size of %q", p.Path)
			}
			m.Size, m.Open = *p.Size, false
		}
		l.Files = append(l.Files, m)
	}
	slices.SortFunc(l.Folders, OrderFolders)
	slices.SortFunc(l.Files, OrderFiles)
	for i := range l.Files[min(1, len(l.Files)):] {
		if OrderFiles(l.Files[i], l.Files[i+1]) == 0 {
			return List{}, errors.New("a path stands twice")
		}
	}
	return l, nil
}

// May says whether a path may be one of the build's files: local, and not one
// that the door keeps for itself.
func May(root file.Root, path string) bool {
	if !fs.ValidPath(path) || path == "." || strings.Contains(path, "\x00") ||
		root == file.Private && (path == Name || path == LockName) {
		return false
	}
	return !strings.HasPrefix(path, TempName) && !strings.Contains(path, "/"+TempName)
}
