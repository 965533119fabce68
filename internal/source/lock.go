package source

import (
	"errors"
	"io/fs"

	"lodestone/internal/diag"
	"lodestone/internal/site/lock"
)

// ReadLock reads site.lock, nil where there is none. What it lacks of a damaged one
// would be forgotten, so that is an Error.
func ReadLock(fsys fs.FS) (*lock.Lock, diag.List) {
	raw, err := fs.ReadFile(fsys, lock.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, diag.List{diag.Unread(lock.Name, "file/unreadable", err)}
	}
	l, faults := lock.Parse(string(raw))
	var found diag.List
	for _, f := range faults {
		code := map[lock.What]string{lock.Damaged: "lock/line", lock.Newer: "lock/format", lock.Conflict: "lock/conflict"}[f.What]
		found = append(found, diag.At(lock.Name, diag.Pos{Line: f.Line, Col: 1}, code))
	}
	return l, found
}
