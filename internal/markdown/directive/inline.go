package directive

import (
	"bytes"
	"unicode"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Inlines parses inline directives. It must come before goldmark's parser of
// links, because both answer to "]".
type Inlines struct {
	// Known says whether a name is declared as an inline directive.
	Known func(name string) bool
	// Near says whether another name that stands before a bracket or brace is
	// meant as a directive. It becomes a node then, for its error; else it
	// stays text.
	Near func(name string) bool
}

// Trigger implements parser.InlineParser.
func (Inlines) Trigger() []byte { return []byte{':', ']'} }

// opener marks the place of an inline directive whose label is being read.
type opener struct {
	ast.BaseInline
	seg    text.Segment // :name[
	name   string
	end    int      // offset of the closing bracket
	bottom ast.Node // the last delimiter before it
}

var kindOpener = ast.NewNodeKind("DirectiveOpener")

// Kind implements ast.Node.
func (o *opener) Kind() ast.NodeKind { return kindOpener }

// Dump implements ast.Node.
func (o *opener) Dump(source []byte, level int) { ast.DumpHelper(o, source, level, nil, nil) }

// Parse implements parser.InlineParser.
func (p Inlines) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if line[0] == ']' {
		return finish(parent, block, seg, pc)
	}
	w := name(line[1:])
	if w == 0 || inWord(block.PrecendingCharacter()) {
		return nil
	}
	rest := line[1+w:]
	var next byte
	if len(rest) > 0 {
		next = rest[0]
	}
	id := string(line[1 : 1+w])
	marked := next == '[' || next == '{'
	if !p.Known(id) && !(marked && p.Near(id)) {
		return nil
	}
	if !marked {
		if next == ':' {
			return nil
		}
		block.Advance(1 + w)
		return &Inline{Head: Head{Name: id}}
	}
	if next == '{' {
		n := &Inline{Head: Head{Name: id}}
		block.Advance(1 + w)
		n.readAttrs(block)
		return n
	}
	block.Advance(2 + w)
	row, pos := block.Position()
	label, found := block.FindClosure('[', ']', text.FindClosureOptions{CodeSpan: true, Nesting: true, Newline: true, Advance: true})
	block.SetPosition(row, pos)
	if !found {
		return nil
	}
	o := &opener{
		seg: text.NewSegment(seg.Start, seg.Start+2+w), name: id,
		end: label.At(label.Len() - 1).Stop, bottom: pc.LastDelimiter(),
	}
	s := stateOf(pc)
	s.openers = append(s.openers, o)
	return o
}

// inWord says whether a colon after r belongs to a word, a time or another colon.
func inWord(r rune) bool {
	return r == ':' || r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r)
}

// finish ends the innermost directive if the bracket at hand is its own.
func finish(parent ast.Node, block text.Reader, seg text.Segment, pc parser.Context) ast.Node {
	s, _ := pc.Get(stateKey).(*state)
	if s == nil || len(s.openers) == 0 {
		return nil
	}
	o := s.openers[len(s.openers)-1]
	if o.end != seg.Start || o.Parent() != parent {
		return nil
	}
	s.openers = s.openers[:len(s.openers)-1]
	n := &Inline{Head: Head{Name: o.name}, Labelled: true}
	n.SetPos(o.seg.Start)
	parser.ProcessDelimiters(o.bottom, pc)
	for c := o.NextSibling(); c != nil; {
		next := c.NextSibling()
		n.AppendChild(n, c)
		c = next
	}
	parent.RemoveChild(parent, o)
	block.Advance(1)
	if block.Peek() == '{' {
		n.readAttrs(block)
	}
	return n
}

// readAttrs reads {…}, which may run over line ends within the block.
func (n *Inline) readAttrs(block text.Reader) {
	line, seg := block.PeekLine()
	all, m, fault, at := attributes(line)
	place := func(i int) int { return offset(seg, i) }
	if fault == Attrs && at == 0 || bytes.IndexByte(line[:min(len(line), longest)], '}') < 0 {
		var from []int
		line, from = openAttrs(block)
		all, m, fault, at = attributes(line)
		place = func(i int) int { return from[i] }
	}
	for i := range all {
		all[i].Pos = place(all[i].Pos)
	}
	n.Attrs = all
	n.fault(fault, place(min(at, len(line)-1)))
	if fault != None {
		return
	}
	for m > 0 {
		line, _ := block.PeekLine()
		if m < len(line) {
			block.Advance(m)
			return
		}
		m -= len(line)
		block.AdvanceLine()
	}
}

// longest bounds the text of {…} that runs over line ends.
const longest = 10_000

// openAttrs gives the text of {…} that does not end on its line, up to the line
// on which it may, and the place in the source of each byte.
func openAttrs(block text.Reader) (all []byte, from []int) {
	row, pos := block.Position()
	for len(all) <= longest {
		line, seg := block.PeekLine()
		if line == nil {
			break
		}
		line = line[:min(len(line), longest)]
		for i := range line {
			from = append(from, offset(seg, i))
		}
		all = append(all, line...)
		if bytes.IndexByte(line, '}') >= 0 {
			if _, _, f, at := attributes(all); f != Attrs || at != 0 {
				break
			}
		}
		block.AdvanceLine()
	}
	block.SetPosition(row, pos)
	return all, from
}

// CloseBlock implements parser.CloseBlocker: what was never closed is text.
func (Inlines) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	s, _ := pc.Get(stateKey).(*state)
	if s == nil {
		return
	}
	for _, o := range s.openers {
		if p := o.Parent(); p != nil {
			p.ReplaceChild(p, o, ast.NewTextSegment(o.seg))
		}
	}
	s.openers = s.openers[:0]
}
