//go:build !unix

package encoder

import "os/exec"

// group does nothing: there are no groups of processes here.
func group(*exec.Cmd) {}

// end ends the program. That it has ended already is no fault.
func end(c *exec.Cmd) { _ = c.Process.Kill() }
