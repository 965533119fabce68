package theme

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/theme/templates"
)

// A directive's template begins with a comment that declares it:
//
//	{{/* directive: container, leaf; label
//	     src:     image, required
//	     kind:    choice(note, tip, "see also") = note
//	     caption: text
//	*/}}
//
// Clauses end at a semicolon or a line break; blank ones, and lines that begin
// with #, are passed over. The first clause lists the forms: inline, leaf,
// container. "label" says that [text] is taken, "label, required" that there must
// be one. Every other clause is "name: type", then in any order ", required" and "= default". Types: text,
// int, bool, link, image, file, qr, choice(a, b). A default or choice with other
// characters than letters, digits and -_./ stands in double quotes. An argument
// "max-width" is .MaxWidth in the template.

var (
	header    = regexp.MustCompile(`^\s*\{\{-?\s*/\*\s*directive\s*:`)
	argName   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	bareValue = regexp.MustCompile(`^[\pL\pN_./-]+`)
	quotedVal = regexp.MustCompile(`^"(?:[^"\\]|\\.)*"`)
	wordStart = regexp.MustCompile(`^[A-Za-z0-9_-]+`)
)

// reserved are the fields that every directive's template sees beside its
// arguments.
func reserved() []string {
	return []string{"Name", "Form", "Label", "Inner", "Lang", "Words", "WordsLang", "Related"}
}

// clause is a piece of a declaration with its place in the file.
type clause struct {
	text string
	off  int
}

// declaration reads the comment at the head of a directive's template.
func declaration(f *templates.File) (markdown.Declaration, diag.List) {
	d := markdown.Declaration{Name: strings.TrimPrefix(f.Name, directives)}
	head := header.FindStringIndex(f.Text)
	if !argName.MatchString(d.Name) {
		return d, diag.List{diag.At(f.Path, diag.Pos{}, "theme/directive-name", d.Name)}
	}
	if head == nil {
		return d, diag.List{diag.At(f.Path, diag.Pos{Line: 1, Col: 1}, "theme/directive-undeclared", d.Name)}
	}
	body, _, _ := strings.Cut(f.Text[head[1]:], "*/") // the parser has seen its end
	clauses := split(body, head[1])
	var ds diag.List
	say := func(off int, code string, args ...string) { ds = append(ds, diag.At(f.Path, f.At(off), code, args...)) }
	if len(clauses) == 0 {
		say(head[1], "theme/directive-form", "", "")
		return d, ds
	}
	d.Forms = forms(clauses[0], say)
	for _, c := range clauses[1:] {
		if needed, ok := label(c.text); ok {
			d.Label, d.LabelRequired = true, needed
			continue
		}
		a, ok := argument(c, say)
		switch field := fieldName(a.Name); {
		case !ok:
		case slices.Contains(reserved(), field):
			say(c.off, "theme/directive-reserved", a.Name)
		case slices.ContainsFunc(d.Args, func(b markdown.ArgType) bool { return fieldName(b.Name) == field }):
			say(c.off, "theme/directive-twice", a.Name)
		default:
			d.Args = append(d.Args, a)
		}
	}
	return d, ds
}

// label reads "label" or "label, required".
func label(clause string) (required, ok bool) {
	name, rest, more := strings.Cut(clause, ",")
	required = more && strings.TrimSpace(rest) == "required"
	return required, strings.TrimSpace(name) == "label" && (required || !more)
}

// split cuts a declaration at semicolons and line breaks outside of quotes and
// parentheses; parentheses may run over lines.
func split(body string, off int) []clause {
	var all []clause
	from, depth, quote, remark := 0, 0, false, false
	cut := func(to int) {
		text := strings.TrimLeft(body[from:to], " \t\r\n")
		at := off + to - len(text)
		if text = strings.TrimRight(text, " \t\r\n"); text != "" && text[0] != '#' {
			all = append(all, clause{text, at})
		}
		from, depth, quote, remark = to+1, 0, false, false
	}
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case c == '#' && strings.TrimSpace(body[from:i]) == "":
			remark = true
		case remark && c != '\n':
		case quote && c == '\\':
			i++
		case c == '"':
			quote = !quote
		case quote && c != '\n':
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '\n' && depth <= 0, c == ';' && depth <= 0:
			cut(i)
		}
	}
	cut(len(body))
	return all
}

type sayer = func(off int, code string, args ...string)

func forms(c clause, say sayer) []markdown.Form {
	known := []string{"inline", "leaf", "container"}
	var forms []markdown.Form
	off := c.off
	for part := range strings.SplitSeq(c.text, ",") {
		word := strings.TrimSpace(part)
		i := slices.Index(known, word)
		if i < 0 {
			say(off+strings.Index(part, word), "theme/directive-form", word, diag.Nearest(word, known))
		} else if f := markdown.Form(i) + markdown.Inline; !slices.Contains(forms, f) {
			forms = append(forms, f)
		}
		off += len(part) + 1
	}
	return forms
}

// argument reads "name: type, required = default".
func argument(c clause, say sayer) (a markdown.ArgType, ok bool) {
	name, rest, found := strings.Cut(c.text, ":")
	a.Name = strings.TrimSpace(name)
	if !found || !argName.MatchString(a.Name) {
		say(c.off, "theme/directive-argument", a.Name)
		return a, false
	}
	p := pieces{rest: rest, off: c.off + len(name) + 1}
	p.skip()
	if a.Type, a.Choices, ok = p.kind(say); !ok {
		return a, false
	}
	given := false
	for p.skip(); p.rest != ""; p.skip() {
		at := p.off
		switch {
		case p.take(","):
			p.skip()
			at = p.off
			if word := p.match(wordStart); word != "required" {
				say(at, "theme/directive-syntax", cmp.Or(word, p.rest), a.Name)
				return a, false
			}
			a.Required = true
		case p.take("="):
			p.skip()
			at = p.off
			a.Default, ok = p.value()
			if given = true; !ok || !fits(a, a.Default) {
				say(at, "theme/directive-default", cmp.Or(a.Default, p.rest), a.Name)
				return a, false
			}
		default:
			say(at, "theme/directive-syntax", p.rest, a.Name)
			return a, false
		}
	}
	if a.Required && given {
		say(c.off, "theme/directive-both", a.Name)
		return a, false
	}
	return a, true
}

// pieces is what is left of a clause.
type pieces struct {
	rest string
	off  int
}

func (p *pieces) cut(n int) string {
	s := p.rest[:n]
	p.rest, p.off = p.rest[n:], p.off+n
	return s
}

func (p *pieces) skip() { p.cut(len(p.rest) - len(strings.TrimLeft(p.rest, " \t\r\n"))) }

func (p *pieces) match(re *regexp.Regexp) string { return p.cut(len(re.FindString(p.rest))) }

func (p *pieces) take(s string) bool {
	ok := strings.HasPrefix(p.rest, s)
	if ok {
		p.cut(len(s))
	}
	return ok
}

// value reads a bare or quoted value.
func (p *pieces) value() (string, bool) {
	if q := p.match(quotedVal); q != "" {
		v, err := strconv.Unquote(q)
		return v, err == nil
	}
	v := p.match(bareValue)
	return v, v != ""
}

// kind reads a type.
func (p *pieces) kind(say sayer) (t markdown.Type, choices []string, ok bool) {
	known := []string{"text", "int", "bool", "choice", "link", "image", "file", "qr"}
	at := p.off
	word := p.match(wordStart)
	i := slices.Index(known, word)
	if i < 0 {
		say(at, "theme/directive-type", cmp.Or(word, p.rest), diag.Nearest(word, known))
		return 0, nil, false
	}
	t = markdown.Type(i) + markdown.TextArg
	if t != markdown.ChoiceArg {
		return t, nil, true
	}
	for open := "("; ; open = "," {
		p.skip()
		if open == "," && p.take(")") {
			return t, choices, true
		}
		v, good := "", p.take(open)
		if good {
			p.skip()
			v, good = p.value()
		}
		if !good || slices.Contains(choices, v) {
			say(p.off, "theme/directive-choice", cmp.Or(v, p.rest))
			return t, nil, false
		}
		choices = append(choices, v)
	}
}

// fits says whether a value may stand for an argument of the type. References
// have no defaults: there is no page that they would be relative to.
func fits(a markdown.ArgType, value string) bool {
	switch a.Type {
	case markdown.IntArg:
		_, err := strconv.Atoi(value)
		return err == nil
	case markdown.BoolArg:
		return value == "true" || value == "false"
	case markdown.ChoiceArg:
		return slices.Contains(a.Choices, value)
	}
	return a.Type == markdown.TextArg
}

// fieldName turns "max-width" into "MaxWidth".
func fieldName(arg string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(arg, "-") {
		if part != "" {
			b.WriteString(strings.ToUpper(part[:1]) + part[1:])
		}
	}
	return b.String()
}
