package yamldoc

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
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
	return src.place(src.offset(at))
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
func explain(le *yaml.LoadError, src *source) explained {
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
	case strings.HasPrefix(src.text, "%"):
		return explained{at: diag.Pos{Line: 1, Col: 1}, code: "yaml/directive"}
	case strings.Contains(doing, "quoted scalar") && is("end of stream", "document indicator"):
		return explained{at: context, code: "yaml/unclosed-quote", args: []string{first(src, context)}}
	case strings.Contains(doing, "quoted scalar"):
		return explained{at: at, code: "yaml/bad-escape", args: []string{escape(src, at)}}
	case is("expected ',' or") && first(src, at) == ":" && at.Line == context.Line:
		return explained{at: at, code: "yaml/colon"}
	case is("expected ',' or"):
		line := at.Line
		if at.Line == context.Line || at.Line >= len(src.lines) && src.rest(at) == "" {
			line = 0
		}
		return explained{at: context, code: "yaml/unclosed-bracket", args: []string{first(src, context), ""}, before: line}
	case is("tab character", "mixed spaces and tabs"), is("cannot start any token") && first(src, at) == "\t":
		return explained{at: at, code: "yaml/tab"}
	case is("expected node content") && src.rest(at) == "":
		open := lastOpen(src, src.offset(at))
		return explained{at: open, code: "yaml/unclosed-bracket", args: []string{first(src, open), ""}}
	case is("cannot start any token", "expected node content", "mapping keys are not allowed"):
		return explained{at: at, code: "yaml/bad-start", args: []string{first(src, at)}}
	case is("mapping values are not allowed"):
		return explained{at: at, code: "yaml/colon"}
	case is("could not find expected ':'"):
		return explained{at: context, code: "yaml/no-colon", args: []string{clip(src.rest(context))}}
	case is("unknown anchor"):
		name := strings.TrimSuffix(strings.TrimPrefix(message, "unknown anchor '"), "' referenced")
		return explained{at: at, code: "yaml/unknown-alias", args: []string{name}, alias: name}
	case is("did not find expected key", "expected '-' indicator"):
		return unexpected(src, at)
	case is("sequence entries are not allowed"):
		return explained{at: at, code: "yaml/list-here"}
	case strings.Contains(doing, "block scalar"):
		return explained{at: context, code: "yaml/bad-block", args: []string{first(src, context)}}
	case is("<document start>"):
		return explained{at: at, code: "yaml/indentation"}
	case strings.Contains(doing, "directive"), is("incompatible YAML document", "before directive"):
		return explained{at: at, code: "yaml/directive"}
	}
	return explained{at: at, code: "yaml/syntax", args: []string{message}}
}

// unexpected tells a value that goes on after its end from a line that is
// indented unlike its neighbours.
func unexpected(src *source, at diag.Pos) explained {
	rest := src.rest(at)
	if at.Line <= len(src.lines) {
		l := src.lines[at.Line-1]
		if strings.TrimLeft(src.text[l.start:src.offset(at)], " ") != "" {
			return explained{at: at, code: "yaml/after-value", args: []string{clip(rest)}}
		}
	}
	if rest != "" && strings.ContainsAny(rest[:1], "]},") {
		return explained{at: at, code: "yaml/after-value", args: []string{clip(rest)}}
	}
	return explained{at: at, code: "yaml/indentation"}
}

// lastOpen gives the place of the last bracket before an offset that nothing
// closes. Quotes are not looked at: the text ended where a value should begin.
func lastOpen(src *source, end int) diag.Pos {
	depth := 0
	for i := end - 1; i >= 0; i-- {
		switch src.text[i] {
		case ']', '}':
			depth++
		case '[', '{':
			if depth == 0 {
				return src.place(i)
			}
			depth--
		}
	}
	return src.place(end)
}

// rest gives what stands on a line from a place on.
func (s *source) rest(at diag.Pos) string {
	if at.Line > len(s.lines) {
		return ""
	}
	return s.text[s.offset(at):s.lines[at.Line-1].end]
}

func first(src *source, at diag.Pos) string {
	rest := src.rest(at)
	_, n := utf8.DecodeRuneInString(rest)
	return rest[:n]
}

// escape gives the backslash and its letter that a place is at or behind.
func escape(src *source, at diag.Pos) string {
	rest := src.rest(at)
	if !strings.HasPrefix(rest, `\`) {
		return ""
	}
	_, n := utf8.DecodeRuneInString(rest[1:])
	return rest[:1+n]
}

// takeOut empties the top-level key that a line belongs to, so that the rest
// can be read, and notes its name; false if nothing is left to empty.
func (p *parser) takeOut(src *source, at int) bool {
	begin := min(at, len(src.lines)) - 1
	for begin > 0 && !topKey(src.of(src.lines[begin])) {
		begin--
	}
	end := begin + 1
	for end < len(src.lines) && !topKey(src.of(src.lines[end])) {
		end++
	}
	head := src.lines[begin]
	keep := ""
	if key, after := keyOf(src.of(head)); topKey(src.of(head)) {
		if p.gone == nil {
			p.gone = map[string]bool{}
		}
		p.gone[key] = true
		keep = strings.TrimRight(src.of(head)[:after], " \t")
	}
	var b strings.Builder
	b.WriteString(src.text[:head.start])
	b.WriteString(keep)
	if end < len(src.lines) {
		b.WriteString(strings.Repeat("\n", end-begin)) // places stay true
		b.WriteString(src.text[src.lines[end].start:])
	}
	if b.String() == src.text {
		return false
	}
	p.set(b.String())
	return true
}

// topKey says whether a line begins a key at the left margin.
func topKey(text string) bool {
	if text == "" || text[0] == ' ' || text[0] == '\t' || text[0] == '#' || isItem(text) {
		return false
	}
	_, after := keyOf(text)
	return after >= 0
}
