package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes are parsed here and not by goldmark's extension, whose searches and
// sorting take time with the square of their number.

// Note is a footnote's definition: [^label]: blocks.
type Note struct {
	ast.BaseBlock
	Label  string
	Number int // from 1, in the order of first mention; 0 for never
	Refs   int // how often it is mentioned
}

// KindNote is the kind of Note.
var KindNote = ast.NewNodeKind("Footnote")

// Kind implements ast.Node.
func (n *Note) Kind() ast.NodeKind { return KindNote }

// Dump implements ast.Node.
func (n *Note) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// NoteRef is a mention: [^label].
type NoteRef struct {
	ast.BaseInline
	Note  *Note
	Count int // the how-manieth of its note, from 1
}

var kindNoteRef = ast.NewNodeKind("FootnoteReference")

// Kind implements ast.Node.
func (n *NoteRef) Kind() ast.NodeKind { return kindNoteRef }

// Dump implements ast.Node.
func (n *NoteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Notes is what the parsers know of the footnotes of a page.
type Notes struct {
	byLabel map[string]*Note
	All     []*Note // as defined
	Used    []*Note // as mentioned first
	Twice   []*Note // as defined once more
}

// Defines says whether a label has a definition.
func (l *Notes) Defines(label string) bool { return l != nil && l.byLabel[label] != nil }

// First says whether a definition is the first of its label.
func (l *Notes) First(n *Note) bool { return l.byLabel[n.Label] == n }

var notesKey = parser.NewContextKey()

func notesOf(pc parser.Context) *Notes {
	l, _ := pc.Get(notesKey).(*Notes)
	return l
}

// footnotes parses definitions.
type footnotes struct{}

func (footnotes) Trigger() []byte             { return []byte{'['} }
func (footnotes) CanInterruptParagraph() bool { return true }
func (footnotes) CanAcceptIndentedLine() bool { return false }

// NoteLabel reads [^label] at the start of s and gives the label and its length.
func NoteLabel(s []byte) (label string, n int) {
	if len(s) < 4 || s[0] != '[' || s[1] != '^' {
		return "", 0
	}
	for i := 2; i < len(s) && i < 1000; i++ {
		switch {
		case s[i] == ']':
			if i == 2 {
				return "", 0
			}
			return string(s[2:i]), i + 1
		case s[i] == '[' || util.IsSpace(s[i]):
			return "", 0
		}
	}
	return "", 0
}

func (footnotes) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	at := pc.BlockOffset()
	if at < 0 {
		return nil, parser.NoChildren
	}
	label, n := NoteLabel(line[at:])
	if n == 0 || at+n >= len(line) || line[at+n] != ':' {
		return nil, parser.NoChildren
	}
	list := pc.ComputeIfAbsent(notesKey, func() any { return &Notes{byLabel: map[string]*Note{}} }).(*Notes)
	def := &Note{Label: label}
	if list.byLabel[label] == nil {
		list.byLabel[label] = def
	} else {
		list.Twice = append(list.Twice, def)
	}
	list.All = append(list.All, def)
	reader.Advance(at + n + 1 - seg.Padding)
	if rest, _ := reader.PeekLine(); util.IsBlank(rest) {
		reader.AdvanceToEOL()
	}
	return def, parser.HasChildren
}

func (footnotes) Continue(_ ast.Node, reader text.Reader, _ parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	at, padding := util.IndentPosition(line, reader.LineOffset(), 4)
	if at < 0 {
		return parser.Close
	}
	reader.AdvanceAndSetPadding(at, padding)
	return parser.Continue | parser.HasChildren
}

func (footnotes) Close(ast.Node, text.Reader, parser.Context) {}

// footnoteRefs parses mentions. All definitions are known by then.
type footnoteRefs struct{}

func (footnoteRefs) Trigger() []byte { return []byte{'['} }

func (footnoteRefs) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	label, n := NoteLabel(line)
	if n == 0 {
		return nil
	}
	list := notesOf(pc)
	if !list.Defines(label) {
		return nil
	}
	def := list.byLabel[label]
	if def.Number == 0 {
		list.Used = append(list.Used, def)
		def.Number = len(list.Used)
	}
	def.Refs++
	block.Advance(n)
	return &NoteRef{Note: def, Count: def.Refs}
}
