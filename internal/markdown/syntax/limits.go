package syntax

import (
	"bytes"

	"lodestone/internal/markdown"
)

// marksInBlock bounds the brackets, emphasis marks, backticks and angle
// brackets between two blank lines; in a table, whose cells are read one by
// one, ten times as many may stand. Parsing them takes, at worst, time that
// grows with the square of their number; prose has a few dozen.
const marksInBlock = 5_000

// scan is what tooDeep knows at one place of a body.
type scan struct {
	fence            byte // of the open code fence, or 0
	width            int
	containers       int // open ::: containers, about
	brackets, braces int // open ones in this paragraph
	marks            int // tenths of marks in this paragraph
}

// tooDeep looks, before parsing, for what would nest deeper than markdown.Nesting:
// containers, brackets and braces in a paragraph; and for paragraphs with too
// many marks. It gives the offset of the first, or -1. Lines of code fences are
// passed over. Quotes and lists are bounded while they are parsed.
func tooDeep(source []byte) int {
	var s scan
	for at := 0; at < len(source); {
		line := source[at:]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		blocks, i := lead(line)
		rest := line[i:]
		if s.isFence(rest) {
			s.newBlock()
		} else if s.fence == 0 {
			if len(rest) == 0 || blocks > 0 && line[0] != '>' {
				s.newBlock()
			}
			s.container(rest)
			if j := s.inline(rest); j >= 0 || s.containers > markdown.Nesting {
				return at + i + max(j, 0)
			}
		}
		at += len(line) + 1
	}
	return -1
}

func (s *scan) newBlock() { s.brackets, s.braces, s.marks = 0, 0, 0 }

// isFence takes note of a line that opens or closes a code fence.
func (s *scan) isFence(line []byte) bool {
	c, n := run(line)
	switch {
	case s.fence == 0 && n >= 3 && (c == '~' || bytes.IndexByte(line[n:], '`') < 0):
		s.fence, s.width = c, n
	case s.fence != 0 && c == s.fence && n >= s.width && len(bytes.TrimSpace(line[n:])) == 0:
		s.fence = 0
	default:
		return false
	}
	return true
}

func (s *scan) container(line []byte) {
	if !bytes.HasPrefix(line, []byte(":::")) {
		return
	}
	if len(bytes.Trim(line, ": \t")) == 0 {
		s.containers = max(s.containers-1, 0)
	} else {
		s.containers++
	}
}

// inline counts the marks of a line and gives the place of the first that is
// too much, or -1.
func (s *scan) inline(line []byte) int {
	cost := 10
	if len(line) > 0 && line[0] == '|' {
		cost = 1
	}
	for i, c := range line {
		switch c {
		case '[':
			s.brackets++
			s.marks += cost
		case ']':
			s.brackets = max(s.brackets-1, 0)
		case '{':
			s.braces++
		case '}':
			s.braces = max(s.braces-1, 0)
		case '*', '_', '`', '<', '~':
			if i == 0 || line[i-1] != c {
				s.marks += cost
			}
		default:
			continue
		}
		if s.brackets > markdown.Nesting || s.braces > markdown.Nesting || s.marks > 10*marksInBlock {
			return i
		}
	}
	return -1
}

// lead counts the block quote and list marks that a line begins with, and gives
// where they end.
func lead(line []byte) (n, end int) {
	i := 0
	for i < len(line) {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '>':
			n++
			i++
		case (c == '-' || c == '+' || c == '*') && i+1 < len(line) && (line[i+1] == ' ' || line[i+1] == '\t'):
			n++
			i++
		case c >= '0' && c <= '9':
			j := i
			for j < len(line) && j-i < 10 && line[j] >= '0' && line[j] <= '9' {
				j++
			}
			if j+1 >= len(line) || line[j] != '.' && line[j] != ')' || line[j+1] != ' ' && line[j+1] != '\t' {
				return n, i
			}
			n++
			i = j + 1
		default:
			return n, i
		}
	}
	return n, i
}

// run gives the fence character that a line begins with and how often.
func run(line []byte) (byte, int) {
	if len(line) == 0 || line[0] != '`' && line[0] != '~' {
		return 0, 0
	}
	n := 1
	for n < len(line) && line[n] == line[0] {
		n++
	}
	return line[0], n
}
