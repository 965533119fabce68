package accept

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// temp holds the program and what it makes; it goes when the tests are done.
var temp string

func TestMain(m *testing.M) {
	var err error
	if temp, err = os.MkdirTemp("", "lodestone-accept"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(temp)
	os.Exit(code)
}

// program builds lodestone, once and only when a test asks for it.
var program = sync.OnceValues(func() (string, error) {
	exe := filepath.Join(temp, "lodestone")
	c := exec.Command("go", "build", "-o", exe, "lodestone/cmd/lodestone")
	if out, err := c.CombinedOutput(); err != nil {
		return "", errors.Join(err, errors.New(string(out)))
	}
	return exe, nil
})

// lodestone runs the program and gives its exit code and all that it said.
func lodestone(args ...string) (code int, said string, err error) {
	exe, err := program()
	if err != nil {
		return 0, "", err
	}
	var out bytes.Buffer
	c := exec.Command(exe, args...)
	c.Stdout, c.Stderr = &out, &out
	err = c.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), out.String(), nil
	}
	return 0, out.String(), err
}
