package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"lodestone/internal/door/folder"
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
		return usageError{fmt.Errorf("--cache %s: is the folder of the site", cache)}
	}
	if _, in := folder.Below(folder.Real(f.out), folder.Real(cache)); in {
		return usageError{fmt.Errorf("--out %s: lies in the cache's folder %s", f.out, cache)}
	}
	for _, dir := range f.contentDirs() {
		if _, in := folder.Below(folder.Real(cache), folder.Real(dir)); in {
			return usageError{fmt.Errorf("--cache %s: lies in %s, which is part of the site", cache, dir)}
		}
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
