package directive

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Blocks parses leaf and container directives.
type Blocks struct{}

// Trigger implements parser.BlockParser.
func (Blocks) Trigger() []byte { return []byte{':'} }

// CanInterruptParagraph implements parser.BlockParser.
func (Blocks) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (Blocks) CanAcceptIndentedLine() bool { return false }

// Close implements parser.BlockParser.
func (Blocks) Close(ast.Node, text.Reader, parser.Context) {}

// colons counts the colons that s begins with.
func colons(s []byte) int { return len(s) - len(bytes.TrimLeft(s, ":")) }

// Open implements parser.BlockParser.
func (Blocks) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	i := pc.BlockOffset()
	if i < 0 || i >= len(line) {
		return nil, parser.NoChildren
	}
	n := colons(line[i:])
	if n < 2 {
		return nil, parser.NoChildren
	}
	b := &Block{Container: n > 2, Colons: n}
	start := offset(seg, i)
	i += n
	if b.Container {
		if util.IsBlank(line[i:]) {
			s := stateOf(pc)
			s.stray = append(s.stray, start)
			return nil, parser.NoChildren
		}
		for i < len(line) && (line[i] == ' ' || line[i] == '\t') {
			i++
		}
	}
	w := name(line[i:])
	if w == 0 {
		return nil, parser.NoChildren
	}
	b.Name = string(line[i : i+w])
	i += w
	plain := i
	if i < len(line) && line[i] == '[' {
		if end := closing(line[i:]); end > 0 {
			label := new(Text)
			label.Lines().Append(text.NewSegment(offset(seg, i+1), offset(seg, i+end)))
			b.AppendChild(b, label)
			i += end + 1
		} else {
			b.fault(Label, offset(seg, i))
		}
	}
	if b.Fault == None && i < len(line) && line[i] == '{' {
		all, m, fault, at := attributes(line[i:])
		for j := range all {
			all[j].Pos = offset(seg, i+all[j].Pos)
		}
		b.Attrs = all
		b.fault(fault, offset(seg, i+at))
		i += m
	}
	if rest := line[min(i, len(line)):]; b.Fault == None && !util.IsBlank(rest) {
		if n == 2 && i == plain {
			return nil, parser.NoChildren // std::string at the start of a line, and the like
		}
		b.fault(Trailing, offset(seg, i+len(rest)-len(bytes.TrimLeft(rest, " \t"))))
	}
	reader.AdvanceToEOL()
	if b.Container {
		return b, parser.HasChildren
	}
	return b, parser.NoChildren
}

func (h *Head) fault(f Fault, at int) {
	if h.Fault == None {
		h.Fault, h.FaultPos = f, at
	}
}

// closing gives the place of the bracket that closes the one that s begins
// with, on the same line, or -1.
func closing(s []byte) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// Continue implements parser.BlockParser.
func (Blocks) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	b := node.(*Block)
	if !b.Container {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if w, i := util.IndentWidth(line, reader.LineOffset()); w < 4 && i < len(line) && line[i] == ':' {
		n := colons(line[i:])
		if n >= b.Colons && util.IsBlank(line[i+n:]) && b.closes(n, pc.OpenedBlocks()) {
			b.Closed = true
			reader.AdvanceToEOL()
			return parser.Close
		}
	}
	return parser.Continue | parser.HasChildren
}

// closes says whether n colons are for this container rather than for one
// inside it or for the text of a code block.
func (b *Block) closes(n int, open []parser.Block) bool {
	mine := false
	for _, o := range open {
		if o.Node == ast.Node(b) {
			mine = true
			continue
		}
		if !mine {
			continue
		}
		switch in := o.Node.(type) {
		case *Block:
			if in.Container && in.Colons <= n {
				return false
			}
		case *ast.FencedCodeBlock:
			return false
		case *ast.HTMLBlock:
			return in.HTMLBlockType >= ast.HTMLBlockType6
		default:
			return true
		}
	}
	return true
}
