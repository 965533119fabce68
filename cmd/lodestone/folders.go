package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lodestone/internal/door/disk"
	"lodestone/internal/door/fault"
	"lodestone/internal/door/folder"
	"lodestone/internal/source"
)

// cacheDir is the cache's folder; "" for none.
func (f *flags) cacheDir() string {
	switch {
	case f.noCache:
		return ""
	case f.cache != "":
		return f.cache
	}
	return filepath.Join(f.source, ".lodestone", "cache")
}

// contentDirs are the folders that no build may write into.
func (f *flags) contentDirs() []string {
	var all []string
	for _, d := range []string{"content", "layouts", "assets"} {
		all = append(all, filepath.Join(f.source, d))
	}
	return all
}

// apart holds the cache apart from what is published and from what is read.
func (f *flags) apart() error {
	cache := f.cacheDir()
	if cache == "" {
		return nil
	}
	if folder.Real(cache) == folder.Real(f.source) {
		return wrong("usage/cache-is-site", cache)
	}
	if _, in := folder.Below(folder.Real(f.out), folder.Real(cache)); in {
		return wrong("usage/out-in-cache", f.out, cache)
	}
	for _, root := range []string{"public", "private"} {
		dir := filepath.Join(f.out, root)
		_, in := folder.Below(folder.Real(cache), folder.Real(dir))
		if _, all := folder.Below(folder.Real(f.source), folder.Real(dir)); in && !all { // of a whole site in there the disk's door will say more
			return wrong("usage/cache-in-out", cache, dir)
		}
	}
	for _, dir := range f.contentDirs() {
		if _, in := folder.Below(folder.Real(cache), folder.Real(dir)); in {
			return wrong("usage/cache-in-site", cache, dir)
		}
	}
	return nil
}

// outApart refuses an output folder that holds content. Where the folder of the
// site is the content, that is any folder in it but those that a build made: own
// would have it passed over without a word.
func (w *work) outApart() error {
	rel, in := folder.Below(folder.Real(w.out), folder.Real(w.source))
	if !in || rel == "." || source.ContentRoot(w.fsys) != "." || disk.Made(w.out) {
		return nil
	}
	entries, err := os.ReadDir(w.out)
	if err != nil {
		return nil // it is not there yet, or writing to it will say more
	}
	for _, e := range entries {
		name := e.Name()
		if name == "public" || name == "private" || strings.HasPrefix(name, ".") || folder.Real(filepath.Join(w.out, name)) == folder.Real(w.cacheDir()) {
			continue
		}
		return fault.New(nil, "out/inside-content", filepath.Join(w.out, "public"), w.out)
	}
	return nil
}

// own names the build's own folders that lie below the source, from there and
// slash-separated: what a build made is no source of the next. A folder that is
// reached by a link is named both as the link and as what it stands for.
func (f *flags) own() []string {
	var all []string
	for _, dir := range []string{f.out, f.cacheDir()} {
		if info, err := os.Stat(dir); dir == "" || err == nil && !info.IsDir() {
			continue
		}
		for _, where := range []func(string) string{folder.Absolute, folder.Real} {
			if rel, in := folder.Below(where(dir), where(f.source)); in && rel != "." && !slices.Contains(all, filepath.ToSlash(rel)) {
				all = append(all, filepath.ToSlash(rel))
			}
		}
	}
	return all
}
