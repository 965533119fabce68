//go:build !linux

package main

// wide does nothing: only Linux leaves the size of pages to programs.
func wide() {}
