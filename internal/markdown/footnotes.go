package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Footnotes are parsed here and not by goldmark's extension, whose searches and
// sorting take time with the square of their number.

// note is a footnote's definition: [^label]: blocks.
type note struct {
	ast.BaseBlock
	label  string
	number int // from 1, in the order of first mention; 0 for never
	refs   int // how often it is mentioned
}

var kindNote = ast.NewNodeKind("Footnote")

func (n *note) Kind() ast.NodeKind            { return kindNote }
func (n *note) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteRef is a mention: [^label].
type noteRef struct {
	ast.BaseInline
	note  *note
	count int // the how-manieth of its note, from 1
}

var kindNoteRef = ast.NewNodeKind("FootnoteReference")

func (n *noteRef) Kind() ast.NodeKind            { return kindNoteRef }
func (n *noteRef) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// noteList is what the parsers know of the footnotes of a page.
type noteList struct {
	byLabel map[string]*note
	all     []*note // as defined
	used    []*note // as mentioned first
	twice   []*note
}

var notesKey = parser.NewContextKey()

func notesOf(pc parser.Context) *noteList {
	l, _ := pc.Get(notesKey).(*noteList)
	return l
}

// footnotes parses definitions.
type footnotes struct{}

func (footnotes) Trigger() []byte             { return []byte{'['} }
func (footnotes) CanInterruptParagraph() bool { return true }
func (footnotes) CanAcceptIndentedLine() bool { return false }

// noteLabel reads [^label] at the start of s and gives the label and its length.
func noteLabel(s []byte) (label string, n int) {
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
	label, n := noteLabel(line[at:])
	if n == 0 || at+n >= len(line) || line[at+n] != ':' {
		return nil, parser.NoChildren
	}
	list := pc.ComputeIfAbsent(notesKey, func() any { return &noteList{byLabel: map[string]*note{}} }).(*noteList)
	def := &note{label: label}
	if list.byLabel[label] == nil {
		list.byLabel[label] = def
	} else {
		list.twice = append(list.twice, def)
	}
	list.all = append(list.all, def)
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
	label, n := noteLabel(line)
	if n == 0 {
		return nil
	}
	list := notesOf(pc)
	if list == nil || list.byLabel[label] == nil {
		return nil
	}
	def := list.byLabel[label]
	if def.number == 0 {
		list.used = append(list.used, def)
		def.number = len(list.used)
	}
	def.refs++
	block.Advance(n)
	return &noteRef{note: def, count: def.refs}
}

// refID is the id of a mention.
func (n *noteRef) refID() string { return refID(n.note.number, n.count) }

func refID(number, count int) string {
	id := "fnref-" + strconv.Itoa(number)
	if count > 1 {
		id += "-" + strconv.Itoa(count)
	}
	return id
}

// noteRef writes a mention.
func (g *page) noteRef(n *noteRef) {
	number := strconv.Itoa(n.note.number)
	g.meta.Anchors = append(g.meta.Anchors, n.refID())
	g.w.raw(`<sup><a id="` + n.refID() + `" href="#fn-` + number + `" role="doc-noteref">` + number + `</a></sup>`)
}

// reserveNotes keeps the ids of the footnotes from headings and tags.
func (g *page) reserveNotes() {
	if g.notes == nil {
		return
	}
	for _, n := range g.notes.used {
		g.ids["fn-"+strconv.Itoa(n.number)] = true
		for i := range n.refs {
			g.ids[refID(n.number, i+1)] = true
		}
	}
	for _, n := range g.notes.twice {
		g.say(start(n), "md/duplicate-footnote", n.label)
	}
	for _, n := range g.notes.all {
		if n.number == 0 && g.notes.byLabel[n.label] == n {
			g.say(start(n), "md/unused-footnote", n.label)
		}
	}
}

// footnotes writes the list of footnotes at the end of the page. Footnotes that
// are mentioned in none but an unused one never get here.
func (g *page) footnotes() {
	if g.notes == nil || len(g.notes.used) == 0 {
		return
	}
	g.w.raw(`<section class="footnotes" role="doc-endnotes"`)
	g.w.attr("aria-label", g.parser.words.Footnotes)
	g.w.raw("><ol>")
	g.open("section", 0)
	g.open("ol", 0)
	for _, n := range g.notes.used {
		id := "fn-" + strconv.Itoa(n.number)
		g.meta.Anchors = append(g.meta.Anchors, id)
		g.open("li", start(n))
		g.w.raw(`<li id="` + id + `">`)
		last := n.LastChild()
		p, inside := last.(*ast.Paragraph)
		if inside {
			g.blocks(n, p)
			g.paragraph(p, func() { g.back(n) })
		} else {
			g.blocks(n, nil)
			g.w.raw("<p>")
			g.back(n)
			g.w.raw("</p>")
		}
		g.shut()
		g.w.raw("</li>")
	}
	g.shut()
	g.shut()
	g.w.raw("</ol></section>")
}

// back writes the ways back to the text. Their names differ, because they lead
// to different places.
func (g *page) back(n *note) {
	for i := range n.refs {
		if i > 0 {
			g.w.raw(" ")
		}
		g.w.raw(`<a href="#` + refID(n.number, i+1) + `" role="doc-backlink"`)
		name := g.parser.words.BackToText + " (" + strconv.Itoa(n.number) + ")"
		if i == 0 {
			g.w.attr("aria-label", name)
			g.w.raw(">↩\uFE0E</a>")
			continue
		}
		// The name must hold the text that is seen, and outside parentheses:
		// what they enclose does not count (WCAG 2.5.3).
		count := strconv.Itoa(i + 1)
		g.w.attr("aria-label", name+" "+count)
		g.w.raw(`><span aria-hidden="true">↩` + "\uFE0E</span><sup>" + count + "</sup></a>")
	}
}

// fenceClosed says whether a fenced block has its closing line: the line after
// its last holds nothing but a fence and what its containers put before it.
func (g *page) fenceClosed(n *ast.FencedCodeBlock) bool {
	at := n.Pos()
	if k := n.Lines().Len(); k > 0 {
		at = n.Lines().At(k-1).Stop - 1
	}
	end := bytes.IndexByte(g.source[min(max(at, 0), len(g.source)):], '\n')
	if end < 0 {
		return false
	}
	line := g.source[at+end+1:]
	if end = bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = bytes.Trim(line, "> \t")
	return len(line) >= 3 && (line[0] == '`' || line[0] == '~') && len(bytes.Trim(line, string(line[:1]))) == 0
}
