package main

import "testing"

// TestFaulty builds whole faulty sites. Each archive of testdata/faulty holds
// one cause, or a few of one kind, with every word that the program says of it.
func TestFaulty(t *testing.T) { scripts(t, "testdata/faulty") }

// TestScript runs the command line as a person would.
func TestScript(t *testing.T) { scripts(t, "testdata/script") }
