package theme

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// overlay lists the files below root, the site's over the default's, by path
// relative to root. Hidden files and Go files are left out. A site without the
// folder overrides nothing.
func overlay(site fs.FS, root string, base fs.FS) (map[string]fs.FS, error) {
	found := map[string]fs.FS{}
	layers := []fs.FS{base}
	if site != nil {
		own, err := fs.Sub(site, root)
		if err != nil {
			return nil, err
		}
		layers = append(layers, own)
	}
	for i, layer := range layers {
		err := fs.WalkDir(layer, ".", func(file string, d fs.DirEntry, err error) error {
			if err != nil {
				if i == 1 && file == "." && errors.Is(err, fs.ErrNotExist) {
					return fs.SkipAll
				}
				return err
			}
			if hidden := file != "." && strings.HasPrefix(d.Name(), "."); d.IsDir() {
				if hidden {
					return fs.SkipDir
				}
				return nil
			} else if !hidden && path.Ext(file) != ".go" {
				found[file] = layer
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return found, nil
}
