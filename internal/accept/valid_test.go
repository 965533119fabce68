package accept

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestNuFindsNothing lets the Nu HTML checker read every page and stylesheet of
// the repository's site; warnings count.
func TestNuFindsNothing(t *testing.T) {
	jar, java := pinned(t, "vnu-jar/build/dist/vnu.jar"), need(t, "java")
	public := own(t)
	pages := pagesOf(t, public)
	sheets, err := filepath.Glob(filepath.Join(public, "assets", "*.css"))
	if err != nil || len(sheets) == 0 {
		t.Fatalf("stylesheets: %v, %v", sheets, err)
	}
	check := func(kind string, files []string) {
		args := append([]string{"-Xss1m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", kind}, files...)
		var said struct {
			Messages []struct {
				Type, SubType, URL, Message string
				LastLine, LastColumn        int
			}
		}
		if err := json.Unmarshal(output(t, java, args...), &said); err != nil {
			t.Fatal(err)
		}
		for _, m := range said.Messages {
			if m.Type != "info" || m.SubType == "warning" {
				t.Errorf("%s:%d:%d: %s", strings.TrimPrefix(m.URL, "file:"), m.LastLine, m.LastColumn, m.Message)
			}
		}
	}
	for some := range slices.Chunk(pages, 400) {
		check("--html", some)
	}
	check("--css", sheets)
	t.Logf("%d pages, %d stylesheets", len(pages), len(sheets))
}

// TestHTMLValidateFindsNothing lets html-validate read every page of the
// repository's site by the rules that it recommends, none of them left out.
func TestHTMLValidateFindsNothing(t *testing.T) {
	program, node := pinned(t, "html-validate/bin/html-validate.mjs"), need(t, "node")
	dir := t.TempDir()
	config, report := filepath.Join(dir, "config.json"), filepath.Join(dir, "report.json")
	if err := os.WriteFile(config, []byte(`{"root":true,"extends":["html-validate:recommended"]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	var files []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	// Into a file: to a pipe it writes no more than the first 64 KiB.
	said, _ := exec.Command(node, program, "--config", config, "--formatter", "json="+report, "--ext", "html", own(t)).CombinedOutput()
	out, err := os.ReadFile(report)
	if err == nil {
		err = json.Unmarshal(out, &files)
	}
	if err != nil || len(files) == 0 && len(said) > 0 {
		t.Fatalf("%v\n%s", err, said)
	}
	for _, f := range files {
		for _, m := range f.Messages {
			t.Errorf("%s:%d:%d: %s: %s", f.FilePath, m.Line, m.Column, m.RuleID, m.Message)
		}
	}
}

var linkedData = regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)

// TestGraphsHaveTheirTypes lets TypeScript's compiler read the graph of every page
// of the repository's site against schema.org's vocabulary as types.
func TestGraphsHaveTheirTypes(t *testing.T) {
	pinned(t, "schema-dts/package.json")
	tsc, node := pinned(t, "typescript/bin/tsc"), need(t, "node")
	var code bytes.Buffer
	code.WriteString("import type {Graph} from \"schema-dts\";\n")
	var from []string // the page of each graph, which is one line
	for _, page := range pagesOf(t, own(t)) {
		html, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range linkedData.FindAllSubmatch(html, -1) {
			from = append(from, page)
			code.WriteString("const p" + strconv.Itoa(len(from)) + ": Graph = ")
			if err := json.Compact(&code, m[1]); err != nil {
				t.Errorf("%s: %v", page, err)
			}
			code.WriteString(";\n")
		}
	}
	if len(from) < 100 {
		t.Fatalf("%d graphs", len(from))
	}
	dir := t.TempDir()
	if err := os.Symlink(pinned(t, ""), filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "check.ts"), code.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	out := typeCheck(t, node, tsc, dir)
	for line := range strings.Lines(out) {
		if m := typeError.FindStringSubmatch(line); m != nil {
			n, _ := strconv.Atoi(m[1])
			t.Errorf("%s: %s", from[n-2], m[2])
		}
	}
	if out != "" && !t.Failed() {
		t.Error(out)
	}
	t.Logf("%d graphs", len(from))
}

var typeError = regexp.MustCompile(`^check\.ts\((\d+),\d+\): error (.*)`)

// typeCheck gives what the compiler has to say; "" for nothing.
func typeCheck(t *testing.T, node, tsc, dir string) string {
	t.Helper()
	c := exec.Command(node, tsc, "--noEmit", "--strict", "--skipLibCheck", "--moduleResolution", "bundler", "--module", "esnext", "--target", "es2022", "--pretty", "false", "check.ts")
	c.Dir = dir
	out, err := c.CombinedOutput()
	if err != nil && len(out) == 0 {
		t.Fatal(err)
	}
	return string(out)
}
