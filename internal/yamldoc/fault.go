package yamldoc

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
	"lodestone/internal/yamldoc/lines"
)

// fault reports why the library could not read p.text and takes the faulty
// top-level key out of it; false when there is nothing to take out.
func (p *parser) fault(err error) bool {
	var end placedError
	if errors.As(err, &end) {
		code := "yaml/too-deep"
		if errors.Is(err, errDocuments) {
			code = "yaml/several-documents"
		}
		p.found = append(p.found, diag.At(p.o.File, p.place(p.within(end.at)), code))
		return false
	}
	var le *yaml.LoadError
	if !errors.As(err, &le) {
		p.report(diag.Pos{Line: 1, Col: 1}, "yaml/syntax", err.Error())
		return false
	}
	src := p.source()
	f := explain(le, src)
	f.at = p.within(f.at)
	if f.at == p.last {
		return false // taking out what stood there did not help
	}
	p.last = f.at
	if f.before > 0 {
		f.args[len(f.args)-1] = strconv.Itoa(p.place(diag.Pos{Line: f.before, Col: 1}).Line)
	}
	if f.alias == "" || !p.lost(f.alias) {
		p.found = append(p.found, diag.At(p.o.File, p.place(f.at), f.code, f.args...))
	}
	return p.takeOut(src, f.at.Line)
}

// within moves a place that lies behind the end of the text, or of its line, to
// that end.
func (p *parser) within(at diag.Pos) diag.Pos {
	src := p.source()
	return src.Place(src.Offset(at))
}

// lost says whether an anchor stood in what was taken out: the alias that
// misses it is then a mere consequence.
func (p *parser) lost(anchor string) bool {
	word := regexp.MustCompile(`&` + regexp.QuoteMeta(anchor) + `([\s,\]}]|$)`)
	return len(p.gone) > 0 && word.Match(p.author)
}

// explained is a fault in our words.
type explained struct {
	at    diag.Pos
	code  string
	args  []string
	alias string // the name of an alias without anchor

	before int // line of the text before which something is missing, the last argument; or 0
}

// explain turns the library's account of a fault into ours, at the place that
// the author has to mend.
func explain(le *yaml.LoadError, src *lines.Source) explained {
	at := markPos(le.Mark)
	context := at
	if le.ContextMark.Line > 0 {
		context = markPos(le.ContextMark)
	}
	message, doing := le.Message, le.ContextMsg
	is := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(message, part) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(src.Text, "%"):
		return explained{at: diag.Pos{Line: 1, Col: 1}, code: "yaml/directive"}
	case strings.Contains(doing, "quoted scalar") && is("end of stream", "document indicator"):
		return explained{at: context, code: "yaml/unclosed-quote", args: []string{src.First(context)}}
	case strings.Contains(doing, "quoted scalar"):
		return explained{at: at, code: "yaml/bad-escape", args: []string{escape(src, at)}}
	case is("expected ',' or") && src.First(at) == ":" && at.Line == context.Line:
		return explained{at: at, code: "yaml/colon"}
	case is("expected ',' or"):
		line := at.Line
		if at.Line == context.Line || at.Line >= len(src.Lines) && src.Rest(at) == "" {
			line = 0
		}
		return explained{at: context, code: "yaml/unclosed-bracket", args: []string{src.First(context), ""}, before: line}
	case is("tab character", "mixed spaces and tabs"), is("cannot start any token") && src.First(at) == "\t":
		return explained{at: at, code: "yaml/tab"}
	case is("expected node content") && src.Rest(at) == "":
		open := lastOpen(src, src.Offset(at))
		return explained{at: open, code: "yaml/unclosed-bracket", args: []string{src.First(open), ""}}
	case is("cannot start any token", "expected node content", "mapping keys are not allowed"):
		return explained{at: at, code: "yaml/bad-start", args: []string{src.First(at)}}
	case is("mapping values are not allowed"):
		return explained{at: at, code: "yaml/colon"}
	case is("could not find expected ':'"):
		return explained{at: context, code: "yaml/no-colon", args: []string{diag.Clip(src.Rest(context))}}
	case is("unknown anchor"):
		name := strings.TrimSuffix(strings.TrimPrefix(message, "unknown anchor '"), "' referenced")
		return explained{at: at, code: "yaml/unknown-alias", args: []string{name}, alias: name}
	case is("did not find expected key", "expected '-' indicator"):
		return unexpected(src, at)
	case is("sequence entries are not allowed"):
		return explained{at: at, code: "yaml/list-here"}
	case strings.Contains(doing, "block scalar"):
		return explained{at: context, code: "yaml/bad-block", args: []string{src.First(context)}}
	case is("<document start>"):
		return explained{at: at, code: "yaml/indentation"}
	case strings.Contains(doing, "directive"), is("incompatible YAML document", "before directive"):
		return explained{at: at, code: "yaml/directive"}
	}
	return explained{at: at, code: "yaml/syntax", args: []string{message}}
}

// unexpected tells a value that goes on after its end from a line that is
// indented unlike its neighbours.
func unexpected(src *lines.Source, at diag.Pos) explained {
	rest := src.Rest(at)
	if at.Line <= len(src.Lines) {
		l := src.Lines[at.Line-1]
		if strings.TrimLeft(src.Text[l.Start:src.Offset(at)], " ") != "" {
			return explained{at: at, code: "yaml/after-value", args: []string{diag.Clip(rest)}}
		}
	}
	if rest != "" && strings.ContainsAny(rest[:1], "]},") {
		return explained{at: at, code: "yaml/after-value", args: []string{diag.Clip(rest)}}
	}
	return explained{at: at, code: "yaml/indentation"}
}

// lastOpen gives the place of the last bracket before an offset that nothing
// closes. Quotes are not looked at: the text ended where a value should begin.
func lastOpen(src *lines.Source, end int) diag.Pos {
	depth := 0
	for i := end - 1; i >= 0; i-- {
		switch src.Text[i] {
		case ']', '}':
			depth++
		case '[', '{':
			if depth == 0 {
				return src.Place(i)
			}
			depth--
		}
	}
	return src.Place(end)
}

// escape gives the backslash and its letter that a place is at or behind.
func escape(src *lines.Source, at diag.Pos) string {
	rest := src.Rest(at)
	if !strings.HasPrefix(rest, `\`) {
		return ""
	}
	_, n := utf8.DecodeRuneInString(rest[1:])
	return rest[:1+n]
}

// takeOut empties the top-level key that a line belongs to, so that the rest
// can be read, and notes its name; false if nothing is left to empty.
func (p *parser) takeOut(src *lines.Source, at int) bool {
	begin := min(at, len(src.Lines)) - 1
	for begin > 0 && !topKey(src.Of(src.Lines[begin])) {
		begin--
	}
	end := begin + 1
	for end < len(src.Lines) && !topKey(src.Of(src.Lines[end])) {
		end++
	}
	head := src.Lines[begin]
	keep := ""
	if key, after := lines.KeyOf(src.Of(head)); topKey(src.Of(head)) {
		if p.gone == nil {
			p.gone = map[string]bool{}
		}
		p.gone[key] = true
		keep = strings.TrimRight(src.Of(head)[:after], " \t")
	}
	var b strings.Builder
	b.WriteString(src.Text[:head.Start])
	b.WriteString(keep)
	if end < len(src.Lines) {
		b.WriteString(strings.Repeat("\n", end-begin)) // places stay true
		b.WriteString(src.Text[src.Lines[end].Start:])
	}
	if b.String() == src.Text {
		return false
	}
	p.set(b.String())
	return true
}

// topKey says whether a line begins a key at the left margin.
func topKey(text string) bool {
	if text == "" || text[0] == ' ' || text[0] == '\t' || text[0] == '#' || lines.IsItem(text) {
		return false
	}
	_, after := lines.KeyOf(text)
	return after >= 0
}
