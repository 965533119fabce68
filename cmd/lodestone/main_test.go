package main

import (
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// -update writes what the program says into the archives. Read every message
// that it changed.
var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// TestMain makes this very binary the command lodestone of the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"lodestone": main})
}

// scripts runs a folder of archives.
//
// Beside the commands of testscript they have:
//
//	build STATUS [ARG…]     build as of 2026-06-01 for https://example.com; it
//	                        ends with STATUS and, if that is not 0, changes no file
//	status STATUS [ARG…]    run lodestone with these arguments likewise
//	bytes FILE TEXT…        write Go-quoted texts: \xe9, \r\n, \x00
//	repeat FILE N TEXT [END] append a Go-quoted text N times, then END
//	sparse FILE SIZE        make a file of that size without writing it
//	latin1 HEAD TAIL        make a file whose name has the byte E9 between the two
//	fifo FILE               make a pipe
//	keep NAME / same NAME   remember all files / see that they are as remembered
//	equal DIR DIR           see that two folders hold the same files
//	count N PATTERN         PATTERN is on stderr N times, 0 included
func scripts(t *testing.T, dir string) {
	t.Helper()
	testscript.Run(t, testscript.Params{
		Dir: dir, UpdateScripts: *update, RequireUniqueNames: true,
		Setup: func(e *testscript.Env) error {
			e.Values["kept"] = map[string]map[string]string{}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"build": func(ts *testscript.TestScript, _ bool, args []string) {
				ends(ts, args[0], append([]string{"build", "--clock", "2026-06-01", "--base-url", "https://example.com"}, args[1:]...))
			},
			"status": func(ts *testscript.TestScript, _ bool, args []string) { ends(ts, args[0], args[1:]) },
			"bytes": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(write(ts.MkAbs(unquoted(ts, args[0])), unquoted(ts, strings.Join(args[1:], " ")), os.O_TRUNC))
			},
			"repeat": func(ts *testscript.TestScript, _ bool, args []string) {
				n, err := strconv.Atoi(args[1])
				ts.Check(err)
				text := strings.Repeat(unquoted(ts, args[2]), n)
				if len(args) > 3 {
					text += unquoted(ts, args[3])
				}
				ts.Check(write(ts.MkAbs(args[0]), text, os.O_APPEND))
			},
			"sparse": func(ts *testscript.TestScript, _ bool, args []string) {
				size, err := strconv.ParseInt(args[1], 10, 64)
				ts.Check(err)
				ts.Check(write(ts.MkAbs(args[0]), "", os.O_TRUNC))
				ts.Check(os.Truncate(ts.MkAbs(args[0]), size))
			},
			"latin1": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(write(ts.MkAbs(args[0]+"\xe9"+args[1]), "Text.\n", os.O_TRUNC))
			},
			"fifo": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Check(syscall.Mkfifo(ts.MkAbs(args[0]), 0o600))
			},
			"keep": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Value("kept").(map[string]map[string]string)[args[0]] = tree(ts, workDir(ts))
			},
			"same": func(ts *testscript.TestScript, _ bool, args []string) {
				compare(ts, ts.Value("kept").(map[string]map[string]string)[args[0]], tree(ts, workDir(ts)))
			},
			"equal": func(ts *testscript.TestScript, neg bool, args []string) {
				a, b := below(tree(ts, ts.MkAbs(args[0])), ts.MkAbs(args[0])), below(tree(ts, ts.MkAbs(args[1])), ts.MkAbs(args[1]))
				if neg == maps.Equal(a, b) {
					ts.Fatalf("equal: %t", !neg)
				}
			},
			"count": func(ts *testscript.TestScript, _ bool, args []string) {
				if n := len(regexp.MustCompile("(?m)"+args[1]).FindAllString(ts.ReadFile("stderr"), -1)); strconv.Itoa(n) != args[0] {
					ts.Fatalf("%d times %s, want %s", n, args[1], args[0])
				}
			},
		},
	})
}

func workDir(ts *testscript.TestScript) string { return ts.Getenv("WORK") }

// unquoted reads a text with the escapes of Go.
func unquoted(ts *testscript.TestScript, text string) string {
	s, err := strconv.Unquote(`"` + text + `"`)
	ts.Check(err)
	return s
}

func write(name, text string, how int) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|how, 0o666)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// ends runs lodestone and sees that it ends with a status and, where that is a
// failure, that it said nothing as a result and left every file as it was.
func ends(ts *testscript.TestScript, want string, args []string) {
	before := tree(ts, workDir(ts))
	err := ts.Exec("lodestone", args...)
	status := 0
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		status = ended.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if strconv.Itoa(status) != want {
		ts.Fatalf("status %d, want %s", status, want)
	}
	if status != 0 {
		compare(ts, before, tree(ts, workDir(ts)))
		if out := ts.ReadFile("stdout"); out != "" && !slices.Contains(args, "--format") {
			ts.Fatalf("stdout of a failure: %s", out)
		}
	}
}

// bigFile is the size from which a file's bytes are not compared.
const bigFile = 1 << 20

// tree gives every file below a folder with what is in it, the cache's and the
// script's own left out.
func tree(ts *testscript.TestScript, dir string) map[string]string {
	all := map[string]string{}
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".lodestone" || d.Name() == ".tmp":
			return filepath.SkipDir
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		what := info.Mode().String()
		if info.Mode().IsRegular() {
			what += " " + strconv.FormatInt(info.Size(), 10)
			if info.Size() < bigFile {
				text, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				what += fmt.Sprintf(" %x", sha256.Sum256(text))
			}
		}
		all[name] = what
		return nil
	}))
	return all
}

// below names the files of a tree from its root.
func below(all map[string]string, root string) map[string]string {
	short := map[string]string{}
	for name, what := range all {
		short[strings.TrimPrefix(name, root)] = what
	}
	return short
}

// compare fails with the first file that is not as it was.
func compare(ts *testscript.TestScript, before, after map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(after)) {
		if before[name] != after[name] {
			ts.Fatalf("written: %s", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(before)) {
		if _, there := after[name]; !there {
			ts.Fatalf("removed: %s", name)
		}
	}
}
