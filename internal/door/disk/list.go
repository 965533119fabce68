package disk

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

const listName = "files.json"

// made is a file that the build made, or is about to.
type made struct {
	root file.Root
	path string
	size int64
	sum  [32]byte
	open bool // listed before it was written: size and sum are not known
}

// folder is a directory below a root.
type folder struct {
	root file.Root
	path string
}

// list is what files.json says.
type list struct {
	files      []made   // by root, then path
	folders    []folder // met, not made; by root, then path
	unfinished bool
}

func order(aRoot file.Root, aPath string, bRoot file.Root, bPath string) int {
	if aRoot != bRoot {
		return cmp.Compare(aRoot, bRoot)
	}
	return strings.Compare(aPath, bPath)
}

func orderFolders(a, b folder) int { return order(a.root, a.path, b.root, b.path) }
func orderMade(a, b made) int      { return order(a.root, a.path, b.root, b.path) }

// text gives the bytes of files.json.
func (l *list) text() []byte {
	b := append(make([]byte, 0, 64+160*len(l.files)), `{"version":1,`...)
	if l.unfinished {
		b = append(b, `"unfinished":true,`...)
	}
	if len(l.folders) > 0 {
		b = append(b, `"folders":[`...)
		for i, f := range l.folders {
			b = appendPath(append(b, comma(i)...), f.root, f.path)
			b = append(b, '}')
		}
		b = append(b, "\n],"...)
	}
	b = append(b, `"files":[`...)
	for i := range l.files {
		f := &l.files[i]
		b = appendPath(append(b, comma(i)...), f.root, f.path)
		if !f.open {
			b = strconv.AppendInt(append(b, `,"size":`...), f.size, 10)
			b = hex.AppendEncode(append(b, `,"sha256":"`...), f.sum[:])
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

func (p jsonPath) check() (folder, error) {
	root := file.Public
	switch p.Root {
	case "", "public":
	case "private":
		root = file.Private
	default:
		return folder{}, fmt.Errorf("root %q", p.Root)
	}
	if !ours(root, p.Path) {
		return folder{}, fmt.Errorf("path %q", p.Path)
	}
	return folder{root, p.Path}, nil
}

// parseList reads files.json. The list is what allows files to be removed, so
// anything odd in it is an error.
func parseList(text []byte) (list, error) {
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
		return list{}, err
	}
	if j.Version != 1 {
		return list{}, fmt.Errorf("version %d", j.Version)
	}
	l := list{unfinished: j.Unfinished}
	for _, p := range j.Folders {
		f, err := p.check()
		if err != nil {
			return list{}, err
		}
		l.folders = append(l.folders, f)
	}
	l.files = make([]made, 0, len(j.Files))
	for _, p := range j.Files {
		f, err := p.check()
		if err != nil {
			return list{}, err
		}
		m := made{root: f.root, path: f.path, open: true}
		if p.Size != nil && p.SHA256 != nil {
			n, err := hex.Decode(m.sum[:], []byte(*p.SHA256)[:min(len(*p.SHA256), 64)])
			if err != nil || n != len(m.sum) || len(*p.SHA256) != 64 || *p.Size < 0 {
				return list{}, fmt.Errorf("sum or size of %q", p.Path)
			}
			m.size, m.open = *p.Size, false
		}
		l.files = append(l.files, m)
	}
	slices.SortFunc(l.folders, orderFolders)
	slices.SortFunc(l.files, orderMade)
	for i := range l.files[min(1, len(l.files)):] {
		if orderMade(l.files[i], l.files[i+1]) == 0 {
			return list{}, errors.New("a path stands twice")
		}
	}
	return l, nil
}

// ours says whether a path may be one of the build's files: local, and not one
// that the door keeps for itself.
func ours(root file.Root, path string) bool {
	if !fs.ValidPath(path) || path == "." || strings.Contains(path, "\x00") ||
		root == file.Private && (path == listName || path == lockName) {
		return false
	}
	return !strings.HasPrefix(path, tempName) && !strings.Contains(path, "/"+tempName)
}
