package encoder

import (
	"os/exec"
	"syscall"
)

// group makes a program that is about to start, and all that it will start, a group
// of processes.
func group(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// end ends the group. That it has ended already is no fault.
func end(c *exec.Cmd) { _ = syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }
