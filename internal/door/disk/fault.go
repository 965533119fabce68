package disk

import (
	"context"
	"errors"
	"io/fs"
	"syscall"

	"lodestone/internal/diag"
)

// Fault is an error that a person can mend, with its code and arguments.
type Fault struct {
	Item diag.Item
	Err  error // the cause, where there is one
}

func (f *Fault) Error() string {
	text := f.Item.Code
	for _, a := range f.Item.Args {
		text += " " + a
	}
	if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	return text
}

func (f *Fault) Unwrap() error { return f.Err }

// Items gives the findings of all Faults in an error of Write; none when it
// holds no Fault.
func Items(err error) diag.List {
	var many interface{ Unwrap() []error }
	if errors.As(err, &many) {
		var all diag.List
		for _, e := range many.Unwrap() {
			all = append(all, Items(e)...)
		}
		return all
	}
	if f := (*Fault)(nil); errors.As(err, &f) {
		return diag.List{f.Item}
	}
	return nil
}

func fault(cause error, code string, args ...string) error {
	return &Fault{Item: diag.At("", diag.Pos{}, code, args...), Err: cause}
}

// refused turns what the system said about a path into a Fault.
func refused(name string, err error) error {
	if f := (*Fault)(nil); err == nil || errors.As(err, &f) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fault(err, "out/disk-full", name)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault(err, "out/permission", name)
	}
	reason := err
	for e := err; e != nil; e = errors.Unwrap(e) {
		reason = e // the innermost names no internal path
	}
	return fault(err, "out/write", name, reason.Error())
}
