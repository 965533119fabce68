// Package file holds the one noun that a build promises and a door takes: a
// File, planned but not yet rendered.
//
// In: nothing. Out: the type. A File is a promise: it says where it belongs,
// what its bytes depend on (Key), and opens them when asked. Planning thousands
// of Files costs no rendering; opening one renders only that one.
package file

import (
	"context"
	"io"
)

// Root says which tree a File belongs to.
type Root uint8

// The three trees that a build writes into (DESIGN §2).
const (
	Public  Root = iota // goes to the CDN, holds nothing private
	Private             // goes to the daemon
	Source              // the site's own folder: site.lock
)

// String names the root as it appears in listings and in files.json.
func (r Root) String() string {
	return [...]string{"public", "private", "source"}[r]
}

// File is one planned output.
type File struct {
	Root Root
	// Path is slash-separated, below the root, without a leading slash.
	Path string
	// From is the source file that a person would edit to change this File,
	// relative to the source folder; empty where it comes from many.
	From string
	// CopyOf is the absolute address of the page that this File says over again for
	// programs; "" for all others. Who serves it says so in headers.
	CopyOf string
	// Key is the digest of everything that the bytes depend on: equal keys,
	// equal bytes. Different keys may still give equal bytes.
	Key [32]byte
	// Open gives the bytes, rendering them if nobody has yet. It is safe for
	// concurrent use. The caller closes the reader.
	Open func(ctx context.Context) (io.ReadCloser, error)
}
