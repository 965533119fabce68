package parse

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/lang"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/page"
	"lodestone/internal/markdown/syntax"
)

// printer gives the texts of a block as the language prints them. A mark can only
// be told from what stands around it, in other nodes too, so a block is looked at
// whole before it is written, in the order in which it will be.
type printer struct {
	types  *lang.Typesetter // nil where texts stay as they are typed
	pieces []lang.Piece
	nodes  []*ast.Text // whose text a piece belongs to; nil for others
	set    [][]byte
	next   int // the piece to be written next
	raw    int // raw tags around, within which text is literal
}

// look reads the inlines of a block.
func (p *printer) look(block ast.Node, source []byte) {
	p.pieces, p.nodes, p.set, p.next, p.raw = p.pieces[:0], p.nodes[:0], p.set[:0], 0, 0
	p.gather(block, source, 0)
	if p.types != nil {
		p.set = p.types.Set(p.set, p.pieces)
		return
	}
	for _, piece := range p.pieces {
		p.set = append(p.set, piece.Text)
	}
}

func (p *printer) add(n *ast.Text, text []byte, literal bool) {
	p.pieces = append(p.pieces, lang.Piece{Text: text, Literal: literal})
	p.nodes = append(p.nodes, n)
}

func (p *printer) gather(parent ast.Node, source []byte, depth int) {
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
			}
		default:
			p.gather(n, source, depth+1)
		}
	}
}

// deepest is deeper than anything that is written.
const deepest = 200

// text gathers a text, what is escaped apart.
func (p *printer) text(n *ast.Text, source []byte) {
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

func (p *printer) tag(tag []byte) {
	if m := literals.FindSubmatch(tag); m != nil && len(m[1]) == 0 {
		p.raw++
	} else if m != nil {
		p.raw = max(p.raw-1, 0)
	}
}

// texts gives the pieces of a text, which come in the order of look. One that was
// not looked at is given as it is.
func (p *printer) texts(n *ast.Text) [][]byte {
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

// whole gives the text of the block as it is printed, its white space reduced.
func (p *printer) whole() string { return page.Squeeze(bytes.Join(p.set, nil)) }
