// Package printed gives the texts of a block as its language prints them.
//
// In: the inlines of a block, as they were read, in the order in which they will be
// written. Out: for each text its pieces, and the text of the whole block. What is
// escaped, code, or within a tag for what somebody types stays as it is.
package printed

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/lang/typeset"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/syntax"
)

// Block is the block at hand. A mark can only be told from what stands around it,
// in other nodes too, so a block is looked at whole before it is written. It is used
// again for the next one; the zero Block leaves texts as they are typed.
type Block struct {
	Types  *typeset.Typesetter // nil where texts stay as they are typed
	pieces []typeset.Piece
	nodes  []*ast.Text // whose text a piece belongs to; nil for others
	set    [][]byte
	next   int // the piece to be written next
	raw    int // raw tags around, within which text is literal
}

// Look reads the inlines of a block.
func (p *Block) Look(block ast.Node, source []byte) {
	p.pieces, p.nodes, p.set, p.next, p.raw = p.pieces[:0], p.nodes[:0], p.set[:0], 0, 0
	p.gather(block, source, 0)
	if p.Types != nil {
		p.set = p.Types.Set(p.set, p.pieces)
		return
	}
	for _, piece := range p.pieces {
		p.set = append(p.set, piece.Text)
	}
}

func (p *Block) add(n *ast.Text, text []byte, literal bool) {
	p.pieces = append(p.pieces, typeset.Piece{Text: text, Literal: literal})
	p.nodes = append(p.nodes, n)
}

func (p *Block) gather(parent ast.Node, source []byte, depth int) {
	if depth > deepest {
		return
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			p.text(n, source)
		case *ast.CodeSpan:
			p.add(nil, syntax.Text(nil, n, source), true)
		case *ast.AutoLink:
			p.add(nil, n.Label(source), true)
		case *ast.String:
			p.add(nil, n.Value, true)
		case *ast.RawHTML:
			p.tag(n.Segments.Value(source))
		case *ast.Image, *syntax.NoteRef:
		case *directive.Inline:
			if n.Labelled {
				p.gather(n, source, depth+1)
			} else if name, ok := n.Mentioned(); ok && n.Name == directive.Term {
				p.add(nil, []byte(name), true)
			}
		default:
			p.gather(n, source, depth+1)
		}
	}
}

// deepest is deeper than anything that is written.
const deepest = 200

// text gathers a text, what is escaped apart.
func (p *Block) text(n *ast.Text, source []byte) {
	s := n.Segment.Value(source)
	escapes := !n.IsRaw() && (bytes.IndexByte(s, '\\') >= 0 || bytes.IndexByte(s, '&') >= 0)
	for from := 0; escapes; {
		at := bytes.IndexAny(s[from:], "\\&")
		if at < 0 {
			break
		}
		at += from
		text, size := syntax.Literal(s[at:])
		if from = at + 1; size == 0 {
			continue
		}
		p.add(n, s[:at], p.raw > 0)
		p.add(n, []byte(text), true)
		s, from = s[at+size:], 0
	}
	p.add(n, s, n.IsRaw() || p.raw > 0)
	if n.SoftLineBreak() || n.HardLineBreak() {
		p.add(nil, []byte{'\n'}, true)
	}
}

// literals are the elements whose text is what somebody types or reads on a screen.
var literals = regexp.MustCompile(`^<(/?)(?i:code|kbd|samp|var|tt|pre|math)\b`)

func (p *Block) tag(tag []byte) {
	if m := literals.FindSubmatch(tag); m != nil && len(m[1]) == 0 {
		p.raw++
	} else if m != nil {
		p.raw = max(p.raw-1, 0)
	}
}

// Texts gives the pieces of a text, which come in the order of Look. One that was
// not looked at is given as it is.
func (p *Block) Texts(n *ast.Text) [][]byte {
	i := p.next
	for i < len(p.nodes) && p.nodes[i] != n {
		i++
	}
	from := i
	for i < len(p.nodes) && p.nodes[i] == n {
		i++
	}
	if from == i {
		return nil
	}
	p.next = i
	return p.set[from:i]
}

// Whole gives the text of the block as it is printed, its white space reduced.
func (p *Block) Whole() string { return page.Squeeze(bytes.Join(p.set, nil)) }

// Text gives a text that is a block of its own.
func (p *Block) Text(text string) string {
	if p.Types == nil {
		return text
	}
	return p.Types.Text(text)
}
