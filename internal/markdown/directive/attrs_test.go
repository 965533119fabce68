package directive

import (
	"fmt"
	"strings"
	"testing"
)

func TestAttributes(t *testing.T) {
	for text, want := range map[string]string{
		`{}`:                        "",
		`{a}`:                       "a@1=true",
		`{a=b c='d e' f="g\"\\h" }`: `a@1=b c@5=d e f@13=g"\h`,
		"{.x #y\n.z a=é}":           "class@1=x z id@4=y a@10=é",
		`{a==b}`:                    "a@1==b",
		`{a=}`:                      "fault 3 at 2",
		`{=a}`:                      "fault 3 at 1",
		`{a=b`:                      "fault 3 at 0",
		`{a="b}`:                    "fault 3 at 2",
		`{a=b, c=d}`:                "fault 3 at 2",
		`{a=b"c}`:                   "fault 3 at 2",
		`{a=b a=c}`:                 "fault 4 at 5",
		`{.}`:                       "fault 3 at 2",
		`{a{b}}`:                    "fault 3 at 2",
		`{a=b}rest}`:                "a@1=b",
	} {
		all, n, fault, at := attributes([]byte(text))
		var b strings.Builder
		for _, a := range all {
			fmt.Fprintf(&b, " %s@%d=%s", a.Name, a.Pos, a.Value)
		}
		got := strings.TrimSpace(b.String())
		if fault != None {
			got = fmt.Sprintf("fault %d at %d", fault, at)
		} else if text[n-1] != '}' {
			t.Errorf("%s: %d bytes read", text, n)
		}
		if got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for line, want := range map[string]string{
		"Title {#a}": "Title", "Title{.b #a}  ": "Title", "{#a}": "", "Title {a}": "-", "Title {#a} x": "-", "Title {#a b=c}": "Title",
		"Title {#}": "-", "Title": "-", "": "-", "}": "-", "a {b} {#c}": "a {b}",
	} {
		_, from, ok := Cut([]byte(line))
		got := "-"
		if ok {
			got = line[:from]
		}
		if got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
