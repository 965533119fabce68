package main

import (
	"io"

	"lodestone/internal/door/fault"
)

// results is stdout: it remembers that something did not get through, which
// most who print do not look at.
type results struct {
	to  io.Writer
	err error // the first; nil while all went well
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.to.Write(p)
	if err != nil && r.err == nil {
		r.err = fault.New(err, "out/write", "stdout", innermost(err).Error())
	}
	return n, err
}
