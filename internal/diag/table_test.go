package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var languages = []string{"en", "fr", "it"}

// placeholders gives the numbers in a text, sorted, and those of them that
// stand outside every optional part.
func placeholders(text string) (all, needed []int) {
	inside := false
	for i := 0; i < len(text); i++ {
		switch rest := text[i:]; {
		case strings.HasPrefix(rest, "[["), strings.HasPrefix(rest, "{{"):
			i++
		case rest[0] == '[':
			inside = true
		case rest[0] == ']':
			inside = false
		case rest[0] == '{':
			if n, length := placeholder(rest); length > 0 {
				all = append(all, n)
				if !inside {
					needed = append(needed, n)
				}
			}
		}
	}
	slices.Sort(all)
	slices.Sort(needed)
	return slices.Compact(all), slices.Compact(needed)
}

func TestTable(t *testing.T) {
	for _, code := range Codes() {
		e := Lookup(code)
		t.Run(code, func(t *testing.T) {
			if !regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$`).MatchString(code) {
				t.Error("a code is area/name in small letters and hyphens")
			}
			same(t, "message", e.Text, true)
			same(t, "hint", e.Hint, len(e.Hint) > 0)
			if e.Cause == "" || e.Remedy == "" || strings.TrimSpace(e.Example) == "" {
				t.Error("cause, remedy and example are needed; where no input shows it, the example is the command")
			}
			for _, l := range languages {
				for _, text := range []string{e.Text[l], e.Hint[l]} {
					for _, fault := range style(l, text) {
						t.Errorf("%s: %s: %s", l, fault, text)
					}
				}
			}
		})
	}
}

// same holds that a text exists in every language, with one set of arguments
// and the same ones optional.
func same(t *testing.T, name string, texts map[string]string, want bool) {
	t.Helper()
	if !want {
		return
	}
	for l := range texts {
		if !slices.Contains(languages, l) {
			t.Errorf("%s in %q, which no one reads", name, l)
		}
	}
	all, needed := placeholders(texts["en"])
	for _, l := range languages {
		a, n := placeholders(texts[l])
		switch {
		case texts[l] == "":
			t.Errorf("no %s in %s", name, l)
		case !slices.Equal(a, all) || !slices.Equal(n, needed):
			t.Errorf("%s: arguments %v, needed %v in English; %v, %v in %s", name, all, needed, a, n, l)
		}
		if unclosed(texts[l]) {
			t.Errorf("%s in %s: a part in [ ] is not closed, or holds another; a bracket is written [[", name, l)
		}
		for part := range optionalParts(texts[l]) {
			if a, _ := placeholders(part); len(a) == 0 {
				t.Errorf("%s in %s: the optional part [%s] holds no argument", name, l, part)
			}
		}
	}
}

func unclosed(text string) bool {
	text = strings.ReplaceAll(text, "[[", "")
	inside := false
	for _, r := range text {
		if r == '[' && inside {
			return true
		}
		inside = r == '[' || inside && r != ']'
	}
	return inside
}

func optionalParts(text string) map[string]bool {
	parts := map[string]bool{}
	text = strings.ReplaceAll(text, "[[", "")
	for _, m := range regexp.MustCompile(`\[([^\]]*)\]`).FindAllStringSubmatch(text, -1) {
		parts[m[1]] = true
	}
	return parts
}

// style gives what a message may not do in a language.
func style(lang, text string) (faults []string) {
	if text == "" {
		return nil
	}
	first, size := utf8.DecodeRuneInString(text)
	second, _ := utf8.DecodeRuneInString(text[size:])
	if unicode.IsUpper(first) && unicode.IsLower(second) && !strings.HasPrefix(text, "Markdown") && !strings.HasPrefix(text, "Windows") {
		faults = append(faults, "begins with a capital")
	}
	if strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "…") {
		faults = append(faults, "ends in a full stop")
	}
	if strings.Contains(text, "  ") || strings.TrimSpace(text) != text {
		faults = append(faults, "has spare spaces")
	}
	if lang == "en" {
		return faults
	}
	if regexp.MustCompile(`\p{L}'\p{L}`).MatchString(text) {
		faults = append(faults, "has a straight apostrophe")
	}
	// A mark leans on the word before it in French only by a space; colons are
	// left out, as keys of YAML have theirs without.
	text = regexp.MustCompile(`\{\{\{\{.*?\}\}`).ReplaceAllString(text, "") // templates have their own
	if lang == "fr" && regexp.MustCompile(`[\p{L}\d)}»][;!?]( |$|\])`).MatchString(text) {
		faults = append(faults, "wants a space before ; ! ?")
	}
	if lang == "it" && regexp.MustCompile(` [;!?:]( |$|\])`).MatchString(text) {
		faults = append(faults, "has a space before ; : ! ?")
	}
	return faults
}

func TestParseTablePanics(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"en: x", "x.txt:1: text before the first code"},
		{"# a/b", "want: # area/name error|warning|info"},
		{"# ab error", "want: # area/name error|warning|info"},
		{"# a/b fatal", "want: # area/name error|warning|info"},
		{"# a/b error\nnonsense", "x.txt:2: want: key: value"},
		{"# a/b error\nde: x", "x.txt:2: unknown key de"},
		{"# a/b error\nen: x\nen: y", "x.txt:3: en stands twice"},
		{"# a/b error\nhint.fr: x\nhint.fr: y", "x.txt:3: hint.fr stands twice"},
		{"# a/b error\ncause: x\ncause: y", "x.txt:3: cause stands twice"},
	} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, c.want) {
					t.Errorf("%q: panic %q, want %q", c.text, got, c.want)
				}
			}()
			parseTable("x.txt", c.text)
		}()
	}
}

func TestParseTable(t *testing.T) {
	all := parseTable("x.txt", "# a/b warning\nen: one: two\nhint.en: three\ncause: four\nremedy: five\nexample:\n> six\n>\n>   seven\n\n# a/c info\n")
	if len(all) != 2 || all[1].Code != "a/c" || all[1].Severity != Info {
		t.Fatalf("%+v", all)
	}
	e := all[0]
	if e.Code != "a/b" || e.Severity != Warning || e.Text["en"] != "one: two" || e.Hint["en"] != "three" ||
		e.Cause != "four" || e.Remedy != "five" || e.Example != "six\n\n  seven\n" {
		t.Errorf("%+v", e)
	}
}

func TestLookupOfAnUnknownCode(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	At("", Pos{}, "link/no-such-code")
}

// raised is one place in the sources where a code is named.
type raised struct {
	code  string
	args  int // arguments given, -1 where they cannot be counted
	place string
}

// sources reads all Go code of the module but its tests: the codes that At and
// Item take, and every text that could be one.
func sources(t *testing.T) (calls []raised, texts map[string]bool) {
	t.Helper()
	texts = map[string]bool{}
	files := token.NewFileSet()
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "../.." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "tools") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Logf("not read: %v", err)
			return nil
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				text, _ := strconv.Unquote(lit.Value)
				texts[text] = true
			}
			if r, ok := raisedBy(n); ok {
				r.place = files.Position(n.Pos()).String()
				calls = append(calls, r)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return calls, texts
}

// raisedBy reads diag.At(file, pos, "code", args…) and diag.Item{Code: "code"}.
func raisedBy(n ast.Node) (raised, bool) {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.SelectorExpr); !ok || f.Sel.Name != "At" || len(n.Args) < 3 || !inDiag(f) {
			return raised{}, false
		}
		code, ok := text(n.Args[2])
		r := raised{code: code, args: len(n.Args) - 3}
		if n.Ellipsis.IsValid() {
			r.args = -1
		}
		return r, ok
	case *ast.CompositeLit:
		if f, ok := n.Type.(*ast.SelectorExpr); !ok || f.Sel.Name != "Item" || !inDiag(f) {
			return raised{}, false
		}
		for _, e := range n.Elts {
			pair, ok := e.(*ast.KeyValueExpr)
			if key, is := pairKey(pair, ok); is && key == "Code" {
				code, ok := text(pair.Value)
				return raised{code: code, args: -1}, ok
			}
		}
	}
	return raised{}, false
}

func pairKey(pair *ast.KeyValueExpr, ok bool) (string, bool) {
	if !ok {
		return "", false
	}
	id, ok := pair.Key.(*ast.Ident)
	if !ok {
		return "", false
	}
	return id.Name, true
}

func inDiag(f *ast.SelectorExpr) bool {
	id, ok := f.X.(*ast.Ident)
	return ok && id.Name == "diag"
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

func TestCodesOfTheSources(t *testing.T) {
	calls, texts := sources(t)
	for _, r := range calls {
		e, ok := table()[r.code]
		if !ok {
			t.Errorf("%s: the table has no code %s", r.place, r.code)
			continue
		}
		for _, text := range []string{e.Text["en"], e.Hint["en"]} {
			if _, needed := placeholders(text); r.args >= 0 && len(needed) > 0 && needed[len(needed)-1] > r.args {
				t.Errorf("%s: %s needs argument %d and gets %d", r.place, r.code, needed[len(needed)-1], r.args)
			}
		}
	}
	for _, code := range Codes() {
		if texts[code] || composed(code, texts) {
			continue
		}
		if os.Getenv("CI") == "1" {
			t.Errorf("nothing raises %s", code)
		} else {
			t.Logf("nothing raises %s", code)
		}
	}
}

// composed says whether some text ending in a hyphen begins the code: such
// codes are put together, as "key/bad-" and the name of a format.
func composed(code string, texts map[string]bool) bool {
	for at := strings.IndexByte(code, '/') + 1; at < len(code); at++ {
		if code[at] == '-' && texts[code[:at+1]] {
			return true
		}
	}
	return false
}

// Rooms wrap At in functions of their own, so every text passed to a function
// that looks like a code of a known area has to be one.
func TestCodesPassedOn(t *testing.T) {
	areas := map[string]bool{}
	for _, code := range Codes() {
		area, _, _ := strings.Cut(code, "/")
		areas[area] = true
	}
	for _, other := range []string{"text", "image", "html"} {
		delete(areas, other) // media types and packages look alike
	}
	_, texts := sources(t)
	form := regexp.MustCompile(`^([a-z]+)/[a-z]+(-[a-z]+)*$`)
	for text := range texts {
		if m := form.FindStringSubmatch(text); m == nil || !areas[m[1]] {
			continue
		}
		if _, ok := table()[text]; !ok {
			t.Errorf("%q looks like a code, and the table has none", text)
		}
	}
}

func FuzzFill(f *testing.F) {
	for _, code := range Codes() {
		f.Add(Lookup(code).Text["en"], "a", "")
	}
	f.Fuzz(func(t *testing.T, text, a, b string) {
		fill(text, []string{a, b})
	})
}

func FuzzVisible(f *testing.F) {
	f.Add("a\x1b[31m\u202eé日👍🏽\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := visible(text)
		for _, r := range got {
			if hidden(r) {
				t.Errorf("%U got through %q", r, got)
			}
		}
		if !utf8.ValidString(got) {
			t.Errorf("%q is no UTF-8", got)
		}
		if visible(got) != got {
			t.Errorf("%q shown again is %q", got, visible(got))
		}
	})
}
