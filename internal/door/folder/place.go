package folder

import (
	"path/filepath"
	"strings"
)

// Absolute is a path from the root of this machine.
func Absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name // there is no working folder: every use of the name will say so
}

// Real is an absolute path without links, as far as it exists.
func Real(name string) string {
	name = Absolute(name)
	if r, err := filepath.EvalSymlinks(name); err == nil {
		return r
	}
	dir := filepath.Dir(name)
	if dir == name {
		return name
	}
	return filepath.Join(Real(dir), filepath.Base(name))
}

// Below gives a path from a folder on, if it is the folder or lies in it. Both
// are absolute, or from the same place on.
func Below(name, dir string) (rel string, in bool) {
	rel, err := filepath.Rel(dir, name)
	return rel, err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
