package yamldoc

import (
	"bytes"
	"maps"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
)

// Quote writes quotes around every value that Parse would read as if it were
// quoted, and changes nothing else. Doing it twice is doing it once. A text
// beyond the limits or with control characters comes back as it was.
func Quote(text []byte, o Options) []byte {
	p := parser{o: o}
	if o.Limits.Bytes > 0 && len(text) > o.Limits.Bytes {
		return text
	}
	p.prepare(text)
	if root, err := p.load(p.text); err == nil {
		c := converter{p: &p}
		if c.convert(root); !c.suspect {
			return text
		}
	}
	if len(p.found) > 0 || !p.mend() {
		return text
	}
	return []byte(p.restore(string(p.text)))
}

// mend finds the values that are to be read as if they were quoted, quotes them
// in p.text and reports each; false if there are none.
func (p *parser) mend() bool {
	src := *p.source()
	s := scan{p: p, src: src}
	s.document()
	if len(s.edits) == 0 {
		return false
	}
	slices.SortFunc(s.edits, func(a, b edit) int { return a.start - b.start })
	for _, e := range s.edits {
		p.report(src.place(e.start), "yaml/quoted", clip(p.restore(e.value)))
		if e.comment > 0 {
			at := src.place(e.comment)
			p.report(at, "yaml/comment-cuts-text", clip(p.restore(e.value)), clip(p.restore(src.rest(at))))
		}
	}
	p.edits, p.original = s.edits, src
	p.set(apply(src.text, s.edits))
	p.mended = *p.source()
	return true
}

// dangling reports the values that begin with a quote which nothing on their
// lines closes, and takes them out. YAML reads on to the next quote wherever it
// stands, and would blame that one.
func (p *parser) dangling() {
	s := scan{p: p, src: *p.source()}
	s.document()
	for _, at := range s.open[:min(len(s.open), maxFaults)] {
		place := s.src.place(at)
		p.report(place, "yaml/unclosed-quote", s.src.text[at:at+1])
		p.takeOut(p.source(), place.Line)
	}
}

// unmended turns a place of the text as it was read into one of the text
// before mending.
func (p *parser) unmended(at diag.Pos) diag.Pos {
	if len(p.edits) == 0 {
		return at
	}
	return p.original.place(before(p.mended.offset(at), p.edits))
}

// quotedText writes a text as a YAML scalar in quotes on one line.
func quotedText(text string) string {
	if strings.ContainsAny(text, "\"\\") && !strings.ContainsAny(text, "\n\t") {
		return "'" + strings.ReplaceAll(text, "'", "''") + "'"
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`).Replace(text) + `"`
}

// soundText says whether raw, put where a key's value stands, is one scalar as
// YAML reads it: no tag of its own, no anchor that nothing refers to, no alias
// to nothing.
func (s *scan) soundText(raw string) bool {
	if ordinary(raw) {
		return true
	}
	if name, ok := strings.CutPrefix(raw, "*"); ok && s.anchor("&"+name) {
		return true
	}
	root, err := s.p.load([]byte("k: " + raw))
	if err != nil || root.Kind != yaml.MappingNode || len(root.Content) != 2 {
		return false
	}
	return s.soundScalar(root.Content[1])
}

func (s *scan) soundScalar(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode {
		return s.anchor("&" + n.Value)
	}
	if n.Kind != yaml.ScalarNode || n.Anchor != "" && !s.anchor("*"+n.Anchor) {
		return false
	}
	return n.Style&yaml.TaggedStyle == 0 && n.Tag != "!" || strings.HasPrefix(n.Tag, "!!str")
}

// soundItem says the same of an item of a list in brackets.
func (s *scan) soundItem(raw string) bool {
	if ordinary(raw) && !strings.ContainsAny(raw, "[]{},") {
		return true
	}
	if name, ok := strings.CutPrefix(raw, "*"); ok && s.anchor("&"+name) {
		return true
	}
	root, err := s.p.load([]byte("[" + raw + "]"))
	return err == nil && root.Kind == yaml.SequenceNode && len(root.Content) == 1 && s.soundScalar(root.Content[0])
}

// anchorWords finds what may be anchors and aliases.
var anchorWords = regexp.MustCompile(`[&*][^\s,\[\]{}]+`)

// anchor says whether the text holds &name or *name as a word of its own.
func (s *scan) anchor(word string) bool {
	if s.anchors == nil {
		s.anchors = map[string]bool{}
		for _, w := range anchorWords.FindAllString(s.src.text, -1) {
			s.anchors[w] = true
		}
	}
	return s.anchors[word]
}

// ordinary says, quickly, that a text of one line is a plain scalar wherever it
// stands outside brackets.
func ordinary(raw string) bool {
	if raw == "" || strings.ContainsAny(raw, "\r\n") {
		return false
	}
	if c := raw[0]; c < '0' || c > '9' && c < 'A' || c > 'Z' && c < 'a' || c > 'z' && c < 0x80 {
		return false
	}
	return !strings.Contains(raw, ": ") && !strings.Contains(raw, ":\t") && !strings.Contains(raw, " #") && !strings.HasSuffix(raw, ":")
}

// standin gives a character of the private use area that the text does not
// hold, the same for the same r.
func (p *parser) standin(r rune) rune {
	for s, of := range p.standins {
		if of == r {
			return s
		}
	}
	if p.standins == nil {
		p.standins = map[rune]rune{}
	}
	for s := rune(0xe000); ; s++ {
		if _, used := p.standins[s]; !used && !bytes.ContainsRune(p.author, s) {
			p.standins[s] = r
			return s
		}
	}
}

// restore puts back what prepare replaced by stand-ins.
func (p *parser) restore(text string) string {
	if len(p.standins) == 0 {
		return text
	}
	for _, s := range slices.Sorted(maps.Keys(p.standins)) {
		text = strings.ReplaceAll(text, string(s), string(p.standins[s]))
	}
	return text
}
