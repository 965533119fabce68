// Package yamldoc reads YAML into a positioned tree. It is the only place that
// knows YAML.
//
// In: the text of a YAML file or front matter, and the Type that says which of
// its values are text. Out: a schema.Node whose every value has its line and
// column (in characters) in the author's file, and the faults. A Node comes out
// whenever something could be read: a top-level key whose value is faulty has
// no Value then, so that decoding neither misses nor blames it.
//
// What is read is YAML 1.2 with the core schema (null, bool, int, float, text
// as its section 10.3 has them), less custom tags, directives and several
// documents. Anchors, aliases and merge keys (<<, from YAML 1.1) are resolved;
// keys must be text. Line feed, carriage return and the pair of them end a
// line, nothing else does.
//
// Text is text (DESIGN §7): where the Type says that a value is text and what
// stands there is not a YAML text (Inbound : le guide, [Draft] post, @home,
// "Quoted" and more), it is read as if it were quoted, which yaml/quoted says;
// Quote writes those quotes. Such a value ends where its line ends, or before
// " # "; further lines that are indented more are folded into it. A plain text
// that YAML cuts short at a comment stays cut, which yaml/comment-cuts-text
// says. Left as faults: a double quote or a bracket that is never closed in a
// list or map, a tab in the indentation, a comment in the middle, a next line
// that looks like a key. Null is no text, and an anchor before a list or a map is
// not the beginning of one.
//
// Limits make hostile input cheap: size, depth, number of aliases, and how many
// values the aliases may stand for.
package yamldoc

import (
	"bytes"
	"errors"
	"io"
	"strconv"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
	"lodestone/internal/yamldoc/lines"
	"lodestone/internal/yamldoc/mend"
)

// Options say what is known of a text beforehand.
type Options struct {
	File      string       // name for findings
	FirstLine int          // line of the file at which the YAML begins; 0 means 1
	Type      *schema.Type // what the text holds, so that text is read as text; may be nil
	Limits    Limits
}

// Limits bound what one text may take; 0 means no bound of ours.
type Limits struct {
	Bytes   int // of the text
	Depth   int // lists and maps within each other
	Aliases int // uses of *name
}

// FrontMatter gives the limits of a page's front matter.
func FrontMatter() Limits { return Limits{Bytes: 64 << 10, Depth: 100, Aliases: 100} }

// ConfigFile gives the limits of a file such as site.yaml.
func ConfigFile() Limits { return Limits{Bytes: 8 << 20, Depth: 100, Aliases: 100} }

// maxFaults bounds how often a text is read again to find its next fault.
const maxFaults = 20

// Parse reads a text. The Node is nil for a text that is empty or holds only
// comments, and where nothing could be read. The text should be UTF-8; bytes
// that are not are read as U+FFFD.
func Parse(text []byte, o Options) (*schema.Node, diag.List) {
	p := parser{o: o}
	if o.Limits.Bytes > 0 && len(text) > o.Limits.Bytes {
		p.report(diag.Pos{Line: 1, Col: 1}, "yaml/too-large", strconv.Itoa(len(text)), strconv.Itoa(o.Limits.Bytes))
		return nil, p.found
	}
	p.prepare(text)
	return p.parse(), p.found
}

type parser struct {
	o        Options
	author   []byte        // the text as it came
	text     []byte        // as handed to the library: see prepare
	standins map[rune]rune // what stands for what
	edits    mend.Edits    // the quotes that were added
	original lines.Source  // the text before them, if there are any
	mended   lines.Source  // and after
	lines    *lines.Source // of text, once somebody asked
	found    diag.List
	gone     map[string]bool // top-level keys whose values were taken out as faulty
	last     diag.Pos        // of the fault before, in text
}

// parse reads p.text, mends it if need be, and takes out one faulty top-level
// key after the other until the rest can be read.
func (p *parser) parse() *schema.Node {
	root, err := p.load(p.text)
	var tree *schema.Node
	c := converter{p: p}
	if err == nil {
		tree = c.convert(root)
		if !c.suspect {
			p.found = append(p.found, c.found...)
			return tree
		}
	}
	final := errors.Is(err, errDocuments) || errors.Is(err, errDepth)
	if err != nil && !final {
		p.dangling()
	}
	if !final && p.mend() || p.gone != nil {
		root, err = p.load(p.text)
		c = converter{p: p}
		if err == nil {
			tree = c.convert(root)
		}
	}
	for n := 0; err != nil; n++ {
		again := p.fault(err)
		if !again || n == maxFaults {
			return nil
		}
		root, err = p.load(p.text)
		c = converter{p: p}
		if err == nil {
			tree = c.convert(root)
		}
	}
	p.found = append(p.found, c.found...)
	return tree
}

var (
	errDocuments = errors.New("more than one document")
	errDepth     = errors.New("too deep")
)

// depthLimit stops the library at a depth; aliases are counted by converter.
type depthLimit int

func (l depthLimit) CheckDepth(depth int, _ *yaml.DepthContext) error {
	if depth > int(l) {
		return errDepth
	}
	return nil
}

func (depthLimit) CheckAlias(int, int) error { return nil }

// load runs the library: the document's root, nil for an empty text.
func (p *parser) load(text []byte) (*yaml.Node, error) {
	depth := 10_000 // deeper would only exhaust the stack
	if d := p.o.Limits.Depth; d > 0 {
		depth = min(d, depth)
	}
	l, err := yaml.NewLoader(bytes.NewReader(text), yaml.WithPlugin(depthLimit(depth)))
	if err != nil {
		return nil, err
	}
	var doc, next yaml.Node
	var le *yaml.LoadError
	switch err := l.Load(&doc); {
	case errors.Is(err, io.EOF):
		return nil, nil
	case errors.As(err, &le) && le.Message == errDepth.Error(): // the library keeps only the words
		return nil, placedError{errDepth, markPos(le.Mark)}
	case err != nil:
		return nil, err
	}
	if err := l.Load(&next); !errors.Is(err, io.EOF) {
		if err == nil && len(next.Content) == 1 && next.Content[0].Tag == "!!null" && next.Content[0].Value == "" {
			return doc.Content[0], nil
		}
		at := diag.Pos{Line: max(next.Line, 1), Col: max(next.Column, 1)}
		if errors.As(err, &le) {
			at = markPos(le.Mark)
		}
		return nil, placedError{errDocuments, at}
	}
	return doc.Content[0], nil
}

// placedError is a fault that ends the reading, with its place.
type placedError struct {
	error
	at diag.Pos
}

func (e placedError) Unwrap() error { return e.error }

func markPos(m yaml.Mark) diag.Pos { return diag.Pos{Line: max(m.Line, 1), Col: max(m.Column, 1)} }

// report adds a finding about a place of the original text.
func (p *parser) report(at diag.Pos, code string, args ...string) {
	p.found = append(p.found, diag.At(p.o.File, p.inFile(at), code, args...))
}

// inFile turns a place of the original text into one of the author's file.
func (p *parser) inFile(at diag.Pos) diag.Pos {
	return diag.Pos{Line: at.Line + max(p.o.FirstLine, 1) - 1, Col: at.Col}
}

// place turns a place of the text as the library saw it into one of the file.
func (p *parser) place(at diag.Pos) diag.Pos { return p.inFile(p.unmended(at)) }

// set replaces the text to be read.
func (p *parser) set(text string) { p.text, p.lines = []byte(text), nil }

// source gives the text with its lines.
func (p *parser) source() *lines.Source {
	if p.lines == nil {
		s := lines.New(string(p.text))
		p.lines = &s
	}
	return p.lines
}
