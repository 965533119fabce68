package yamldoc

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"lodestone/internal/diag"
	"lodestone/internal/yamldoc/mend"
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
	edits, _ := mend.Find(src, p.o.Type, p.scalar)
	if len(edits) == 0 {
		return false
	}
	for _, e := range edits {
		p.report(src.Place(e.Start), "yaml/quoted", diag.Clip(p.restore(e.Value)))
		if e.Comment > 0 {
			at := src.Place(e.Comment)
			p.report(at, "yaml/comment-cuts-text", diag.Clip(p.restore(e.Value)), diag.Clip(p.restore(src.Rest(at))))
		}
	}
	p.edits, p.original = edits, src
	p.set(edits.Apply(src.Text))
	p.mended = *p.source()
	return true
}

// scalar implements mend.Reader.
func (p *parser) scalar(raw string, flow bool) (mend.Scalar, bool) {
	text, kind, last := "k: "+raw, yaml.MappingNode, 1
	if flow {
		text, kind, last = "["+raw+"]", yaml.SequenceNode, 0
	}
	root, err := p.load([]byte(text))
	if err != nil || root.Kind != kind || len(root.Content) != last+1 {
		return mend.Scalar{}, false
	}
	n := root.Content[last]
	switch n.Kind {
	case yaml.AliasNode:
		return mend.Scalar{Alias: n.Value}, true
	case yaml.ScalarNode:
		tagged := n.Style&yaml.TaggedStyle != 0 || n.Tag == "!"
		return mend.Scalar{Anchor: n.Anchor, Tagged: tagged && !strings.HasPrefix(n.Tag, "!!str")}, true
	}
	return mend.Scalar{}, false
}

// dangling reports the values that begin with a quote which nothing on their
// lines closes, and takes them out. YAML reads on to the next quote wherever it
// stands, and would blame that one.
func (p *parser) dangling() {
	src := *p.source()
	_, open := mend.Find(src, p.o.Type, p.scalar)
	for _, at := range open[:min(len(open), maxFaults)] {
		place := src.Place(at)
		p.report(place, "yaml/unclosed-quote", src.Text[at:at+1])
		p.takeOut(p.source(), place.Line)
	}
}

// unmended turns a place of the text as it was read into one of the text
// before mending.
func (p *parser) unmended(at diag.Pos) diag.Pos {
	if len(p.edits) == 0 {
		return at
	}
	return p.original.Place(p.edits.Before(p.mended.Offset(at)))
}
