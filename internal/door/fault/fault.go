// Package fault holds the errors of doors that a person can mend: findings with a
// code, of what the system said or of what stands in the way.
//
// In: a path and what the system said about it, or a code and its arguments.
// Out: an error, and from an error its findings.
package fault

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

// Items gives the findings of all Faults in an error; none when it holds no
// Fault.
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

// New makes a Fault; cause is what the system said, where it said something.
func New(cause error, code string, args ...string) error {
	return &Fault{Item: diag.At("", diag.Pos{}, code, args...), Err: cause}
}

// Of turns what the system said about writing a path into a Fault: out/disk-full,
// out/permission or out/write. A Fault, and the end of a context, stay as they
// are; so does nil.
func Of(name string, err error) error {
	if f := (*Fault)(nil); err == nil || errors.As(err, &f) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return New(err, "out/disk-full", name)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return New(err, "out/permission", name)
	}
	reason := err
	for e := err; e != nil; e = errors.Unwrap(e) {
		reason = e // the innermost names no internal path
	}
	return New(err, "out/write", name, reason.Error())
}
