package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/diag"
	"lodestone/internal/site/settings"
)

// entry is a file of the content: its name on the disk and its content path,
// which differ where the disk keeps names decomposed.
type entry struct {
	name string // for fs.FS
	path string // below the content folder, in NFC
	told bool   // it cannot be read, and that was said
}

// Files are the files of a site's content, found and not yet read.
type Files struct {
	root  string
	all   []entry
	found diag.List
}

// Find finds the files of a site's content. Of skip nothing is looked at: the
// build's own folders, slash-separated, where they lie inside the site.
func Find(fsys fs.FS, cfg *Config, skip []string) *Files {
	f := &Files{root: ContentRoot(fsys)}
	f.all, f.found = list(fsys, f.root, cfg.Site.Ignore, skip)
	return f
}

// list gives the files in the order of their paths.
func list(fsys fs.FS, root string, ignore, skip []string) ([]entry, diag.List) {
	var (
		files []entry
		found diag.List
	)
	say := func(name, code string, args ...string) {
		found = append(found, diag.At(visible(name), diag.Pos{}, code, args...))
	}
	seen := map[string]string{}
	err := fs.WalkDir(fsys, root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			found = append(found, diag.Unread(visible(name), "file/unreadable", err))
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		below := name
		if root != "." { // a leading dot of a hidden file is no root
			below = strings.TrimPrefix(strings.TrimPrefix(name, root), "/")
		}
		if name == root {
			return nil
		}
		if slices.Contains(skip, name) || skipped(root, below, d, ignore) || d.IsDir() && built(fsys, name) {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		if !utf8.ValidString(name) {
			say(name, "file/name")
			return nil
		}
		e := entry{name: name, path: norm.NFC.String(below)}
		if other, twice := seen[e.path]; twice {
			say(name, "file/same-name", other)
			return nil
		}
		seen[e.path] = name
		if d.Type().IsRegular() {
			files = append(files, e)
			return nil
		}
		info, err := fs.Stat(fsys, name) // follows a symbolic link, and fails on a loop
		switch {
		case err != nil:
			found = append(found, diag.Unread(visible(name), "file/unreadable", err))
			e.told = true
		case info.IsDir():
			say(name, "file/linked-folder")
			return nil
		case !info.Mode().IsRegular():
			say(name, "file/irregular")
			e.told = true
		}
		files = append(files, e)
		return nil
	})
	if err != nil {
		found = append(found, diag.Unread(visible(root), "file/unreadable", err))
	}
	return files, found
}

// skipped says whether a file or folder is no content: hidden, an editor's
// backup, ignored by site.yaml, or beside the content.
func skipped(root, below string, d fs.DirEntry, ignore []string) bool {
	name := path.Base(below)
	switch {
	case below == ".well-known":
		return false
	case strings.HasPrefix(name, "."), strings.HasSuffix(name, "~"), strings.HasPrefix(name, "#"),
		strings.HasSuffix(name, ".swp"), strings.HasSuffix(name, ".tmp"), name == "Thumbs.db":
		return true
	case root == "." && isBeside(below):
		return true
	}
	for _, pattern := range ignore {
		if settings.Glob(pattern, below) || d.IsDir() && settings.Glob(strings.TrimSuffix(pattern, "/**"), below) && strings.HasSuffix(pattern, "/**") {
			return true
		}
	}
	return false
}

// built says whether a folder is one that a build wrote, into a folder that is no
// longer the one it writes to: the list of its files stands in private/.
func built(fsys fs.FS, name string) bool {
	dir, base := path.Split(name)
	if base != "public" && base != "private" {
		return false
	}
	_, err := fs.Stat(fsys, path.Join(dir, "private", "files.json"))
	return err == nil
}

// visible makes a file name printable.
func visible(name string) string {
	if utf8.ValidString(name) {
		return name
	}
	return strings.ToValidUTF8(name, "�")
}
