package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lodestone/internal/memo"
)

// TestNameOf: programs are told apart by their build IDs, and where they have none by all
// that they hold.
func TestNameOf(t *testing.T) {
	name := func(content string) memo.Key {
		file := filepath.Join(t.TempDir(), "program")
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		key, err := nameOf(f)
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
	id := func(last string) string {
		return strings.Repeat("Ab_-9", 4) + "/" + strings.Repeat("c", 20) + "/" + strings.Repeat("d", 20) + "/" + strings.Repeat(last, 20)
	}
	rest := strings.Repeat("\x00", 100<<10)
	all := map[memo.Key]string{}
	for what, content := range map[string]string{
		"one": "\x7fELF" + id("e") + rest, "another": "\x7fELF" + id("f") + rest, "none": "\x7fELF" + rest, "none, longer": "\x7fELF" + rest + "x",
		"none, other end": "\x7fELF" + rest + "y", "too far": "\x7fELF" + rest + id("e"),
	} {
		key := name(content)
		if all[key] != "" {
			t.Errorf("%s has the name of %s", what, all[key])
		}
		if all[key] = what; key != name(content) {
			t.Errorf("%s has two names", what)
		}
	}
}

// TestOwnBuildID: the go command names the programs that it makes.
func TestOwnBuildID(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !buildID.Match(program[:64<<10]) {
		t.Error("this program has no name")
	}
}
