package markdown

import "bytes"

// marksInBlock bounds the brackets, emphasis marks, backticks and angle
// brackets between two blank lines. Parsing them takes, at worst, time that
// grows with the square of their number; prose has a few dozen.
const marksInBlock = 20_000

// tooDeep looks, before parsing, for what would nest deeper than Nesting: block
// marks at the start of a line, brackets and braces in a paragraph; and for
// paragraphs with too many marks. It gives the offset of the first, or -1.
// Lines of code fences are passed over.
func tooDeep(source []byte) int {
	var fence byte
	width := 0
	brackets, braces, marks := 0, 0, 0
	for at := 0; at < len(source); {
		line := source[at:]
		if n := bytes.IndexByte(line, '\n'); n >= 0 {
			line = line[:n]
		}
		blocks, i := lead(line)
		if blocks > Nesting && fence == 0 && i < len(line) {
			return at
		}
		rest := line[i:]
		switch c, n := run(rest); {
		case fence == 0 && n >= 3 && (c == '~' || bytes.IndexByte(rest[n:], '`') < 0):
			fence, width = c, n
		case fence != 0 && c == fence && n >= width && len(bytes.TrimSpace(rest[n:])) == 0:
			fence = 0
			brackets, braces, marks = 0, 0, 0
		}
		if len(rest) == 0 {
			brackets, braces, marks = 0, 0, 0
		}
		if fence == 0 {
			for j := range rest {
				switch rest[j] {
				case '[':
					if brackets++; brackets > Nesting {
						return at + i + j
					}
					marks++
				case ']':
					brackets = max(brackets-1, 0)
				case '{':
					if braces++; braces > Nesting {
						return at + i + j
					}
				case '}':
					braces = max(braces-1, 0)
				case '*', '_', '`', '<', '~':
					if j == 0 || rest[j-1] != rest[j] {
						marks++
					}
				}
			}
			if marks > marksInBlock {
				return at
			}
		}
		at += len(line) + 1
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
