package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
)

// What a body may cost. Prose stays below a hundredth of each.
const (
	// marksInBlock bounds the brackets, emphasis marks, backticks and the like
	// in a paragraph, a heading, a cell. At worst, each is compared with each.
	marksInBlock = 5_000
	// marksByBytes bounds, over the page, the marks of each paragraph times its
	// bytes: at worst, each mark looks for its partner up to the end. It is about
	// a second.
	marksByBytes = 1_000_000_000
	// emptyCells bounds the cells that rows lack and goldmark adds.
	emptyCells = 500_000
	// linesByLevels bounds the lines times the quotes, list items and containers
	// that each stands in: goldmark asks them all at every line, and keeps 24 bytes
	// for each answer until the outermost ends.
	linesByLevels = 5_000_000
)

// meter is what one reading of a body has cost so far.
type meter struct {
	deep    int        // offset of what was too much, or -1
	work    int        // marks by bytes
	empty   int        // cells
	levels  int        // lines by levels
	escaped []ast.Node // cells with pipes in code
}

var meterKey = parser.NewContextKey()

func meterOf(pc parser.Context) *meter { return pc.Get(meterKey).(*meter) }

func (m *meter) tooDeep(at int) {
	if m.deep < 0 {
		m.deep = at
	}
}

// counted are the marks: each may begin or end an inline.
var counted = [256]bool{'[': true, ']': true, '{': true, '}': true, '*': true, '_': true, '`': true, '<': true, '~': true}

// inline counts the marks in lines that will be read as inlines. Where there are
// too many, or brackets or braces stand too deep in one another, it takes the
// lines away: nothing of the page will be kept.
func (m *meter) inline(lines *text.Segments, source []byte) {
	bytes, marks, brackets, braces := 0, 0, 0, 0
	for i := range lines.Len() {
		if m.deep >= 0 {
			break
		}
		seg := lines.At(i)
		line := source[seg.Start:seg.Stop]
		bytes += len(line)
		for j, c := range line {
			if !counted[c] {
				continue
			}
			switch c {
			case '[':
				brackets++
				marks++
			case ']':
				brackets = max(brackets-1, 0)
			case '{':
				braces++
				marks++
			case '}':
				braces = max(braces-1, 0)
			default:
				if j == 0 || line[j-1] != c {
					marks++
				}
			}
			if brackets > markdown.Nesting || braces > markdown.Nesting || marks > marksInBlock {
				m.tooDeep(seg.Start + j)
				break
			}
		}
	}
	if m.spend(marks*bytes, lines); m.deep >= 0 {
		lines.Clear()
	}
}

// spend adds to the work.
func (m *meter) spend(work int, lines *text.Segments) {
	if m.work += work; m.work > marksByBytes && m.deep < 0 {
		m.tooDeep(lines.At(0).Start)
	}
}

// definitions watches paragraphs before goldmark takes definitions of link
// references off their beginning. The title of each may be sought up to the end.
type definitions struct{}

// Transform implements parser.ParagraphTransformer.
func (definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	m, lines, source := meterOf(pc), node.Lines(), reader.Source()
	if m.deep < 0 && lines.Len() > 0 {
		count, bytes := 0, 0
		for i := range lines.Len() {
			seg := lines.At(i)
			seg = seg.TrimLeftSpace(source)
			if seg.Len() > 0 && source[seg.Start] == '[' {
				count++
			} else if i == 0 {
				return
			}
			bytes += seg.Len()
		}
		m.spend(count*bytes, lines)
	}
	if m.deep >= 0 {
		lines.Clear()
	}
}

// paragraphs watches what is a paragraph in the end.
type paragraphs struct{}

// Transform implements parser.ParagraphTransformer.
func (paragraphs) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	meterOf(pc).inline(node.Lines(), reader.Source())
}

// bounded wraps a parser of blocks that hold blocks: what would nest deeper than
// markdown.Nesting ends the reading, and so do too many lines in too many
// levels. Only the parser itself knows which indented mark opens a block and
// which is code or the text of a paragraph; a look ahead would guess.
type bounded struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (b bounded) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, from := reader.Position()
	node, state := b.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	if label, ok := node.FirstChild().(*directive.Text); ok {
		meterOf(pc).inline(label.Lines(), reader.Source())
	}
	if nested(parent) < markdown.Nesting {
		return node, state
	}
	return node, meterOf(pc).end(from.Start+max(pc.BlockOffset()-from.Padding, 0), reader)
}

// Continue implements parser.BlockParser.
func (b bounded) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	m := meterOf(pc)
	if m.levels++; m.levels > linesByLevels {
		_, from := reader.Position()
		return m.end(from.Start, reader)
	}
	return b.BlockParser.Continue(node, reader, pc)
}

// end goes to the end of the body.
func (m *meter) end(at int, reader text.Reader) parser.State {
	m.tooDeep(at)
	line, _ := reader.Position()
	end := len(reader.Source())
	reader.SetPosition(line, text.NewSegment(end, end))
	return parser.NoChildren
}

// nested counts the blocks of blocks that a node stands in.
func nested(n ast.Node) int {
	deep := 0
	for ; n != nil; n = n.Parent() {
		switch n.Kind() {
		case ast.KindListItem, ast.KindBlockquote, directive.KindBlock, KindNote:
			deep++
		}
	}
	return deep
}
