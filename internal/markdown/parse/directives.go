package parse

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"

	"lodestone/internal/diag"
	"lodestone/internal/markdown"
	"lodestone/internal/markdown/directive"
	"lodestone/internal/markdown/rawhtml"
	"lodestone/internal/markdown/syntax"
)

// toc is the one directive that every site has: ::toc is the place of
// the table of contents.
const toc = "toc"

// inline says whether a name alone, after a colon in a line, is a directive.
func (p *Parser) inline(name string) bool {
	d := p.directives[name]
	return d != nil && slices.Contains(d.Forms, markdown.Inline)
}

// near says whether a name before a bracket or brace is meant as a directive:
// it is one, or nearly.
func (p *Parser) near(name string) bool {
	return p.directives[name] != nil || name == directive.Term || diag.Nearest(name, p.names) != ""
}

// directive writes a leaf or container directive.
func (g *body) directive(n *directive.Block) {
	at := syntax.Start(n)
	form := markdown.Leaf
	if n.Container {
		form = markdown.Container
	}
	if !g.Enter(at) {
		g.Leave()
		return
	}
	defer g.Leave()
	g.Void("div", at)
	if n.Container && !n.Closed {
		g.unended = min(g.unended, at)
		g.Say(at, "directive/unclosed", n.Name, strings.Repeat(":", n.Colons))
	}
	var label *directive.Text
	if t, ok := n.FirstChild().(*directive.Text); ok {
		label = t
	}
	if n.Name == toc && g.parser.directives[toc] == nil {
		if form != markdown.Leaf || label != nil || len(n.Attrs) > 0 {
			g.Say(at, "directive/contents")
		}
		g.Hole(markdown.Hole{Kind: markdown.Contents, Ref: -1})
		return
	}
	var named ast.Node
	if label != nil {
		named = label
	}
	h, ok := g.call(&n.Head, form, named, at)
	if !ok { // what stands inside is still read, for its own faults
		h = new(markdown.Hole)
	}
	if label != nil {
		h.Label = g.part("span", label, ok, g.blockText)
		g.EndBlock(1)
	}
	if n.Container {
		h.Inner = g.part("div", n, ok, func(n ast.Node) { g.blocks(n, nil) })
	}
}

// part writes what a directive holds, as a Doc of its own or, where the
// directive is at fault, in its place.
func (g *body) part(name string, n ast.Node, apart bool, write func(ast.Node)) (d *markdown.Doc) {
	if apart {
		d = g.Begin()
	}
	g.Open(name, syntax.Start(n))
	write(n)
	g.Shut()
	if apart {
		g.End()
	}
	return d
}

// inlineDirective writes a directive in a line of text.
func (g *body) inlineDirective(n *directive.Inline) {
	at := syntax.Start(n)
	if !g.Enter(at) {
		g.Leave()
		return
	}
	defer g.Leave()
	if n.Name == directive.Term && g.parser.directives[directive.Term] == nil {
		g.mention(n, at)
		return
	}
	var named ast.Node
	if n.Labelled {
		named = n
	}
	h, ok := g.call(&n.Head, markdown.Inline, named, at)
	if !ok {
		h = new(markdown.Hole)
	}
	if n.Labelled {
		h.Label = g.part("span", n, ok, g.inlines)
	}
}

// call checks one use of a directive against its declaration and puts its hole.
// The children of label, nil for none, are its [text].
func (g *body) call(n *directive.Head, form markdown.Form, label ast.Node, at int) (*markdown.Hole, bool) {
	d := g.parser.directives[n.Name]
	if d == nil {
		g.Say(at, "directive/unknown", n.Name, g.Nearest(n.Name, g.parser.names))
		return nil, false
	}
	ok := true
	fault := func(at int, code string, args ...string) {
		ok = false
		g.Say(at, code, args...)
	}
	switch n.Fault {
	case directive.Trailing:
		fault(n.FaultPos, "directive/trailing", n.Name)
	case directive.Label:
		fault(n.FaultPos, "directive/open-label", n.Name)
	case directive.Attrs:
		fault(n.FaultPos, "directive/syntax", n.Name)
	case directive.Duplicate:
		fault(n.FaultPos, "directive/duplicate-argument", n.Name)
	}
	if !slices.Contains(d.Forms, form) {
		fault(at, "directive/form", n.Name, forms(d))
	}
	if label != nil && !d.Label {
		fault(at, "directive/no-label", n.Name)
	}
	if d.LabelRequired && (label == nil || blank(label, g.Source)) && n.Fault == directive.None {
		fault(at, "directive/missing-label", n.Name)
	}
	h := markdown.Hole{Kind: markdown.Directive, Ref: -1, Name: n.Name, Form: form}
	for _, a := range n.Attrs {
		g.take(&h, d, a, fault)
	}
	for _, t := range d.Args {
		given := slices.ContainsFunc(n.Attrs, func(a directive.Attr) bool { return a.Name == t.Name })
		if t.Required && !given && n.Fault == directive.None {
			fault(at, "directive/missing-argument", n.Name, t.Name)
		}
	}
	if !ok {
		return nil, false
	}
	return g.Hole(h), true
}

// blank says whether a label says nothing.
func blank(label ast.Node, source []byte) bool {
	return len(bytes.TrimSpace(syntax.Text(nil, label, source))) == 0
}

// take checks one argument. id and class that the declaration does not know are
// those of an element around the directive.
func (g *body) take(h *markdown.Hole, d *markdown.Declaration, a directive.Attr, fault func(int, string, ...string)) {
	i := slices.IndexFunc(d.Args, func(t markdown.ArgType) bool { return t.Name == a.Name })
	switch {
	case i < 0 && a.Name == "id" && !a.Bare:
		if g.Anchor(a.Value, a.Pos) {
			h.Attrs += string(markdown.AppendAttr(nil, "id", a.Value))
		}
		return
	case i < 0 && a.Name == "class" && !a.Bare:
		h.Attrs += string(markdown.AppendAttr(nil, "class", a.Value))
		return
	case i < 0:
		var names []string
		for _, t := range d.Args {
			names = append(names, t.Name)
		}
		fault(a.Pos, "directive/unknown-argument", d.Name, a.Name, g.Nearest(a.Name, names))
		return
	}
	t := d.Args[i]
	arg := markdown.Arg{Name: a.Name, Value: a.Value, Ref: -1}
	if a.Bare && t.Type != markdown.BoolArg {
		fault(a.Pos, "directive/want-value", d.Name, a.Name)
		return
	}
	switch t.Type {
	case markdown.IntArg:
		if _, err := strconv.Atoi(a.Value); err != nil {
			fault(a.Pos, "directive/want-number", d.Name, a.Name, a.Value)
		}
	case markdown.BoolArg:
		if a.Value != "true" && a.Value != "false" {
			fault(a.Pos, "directive/want-bool", d.Name, a.Name, a.Value)
		}
	case markdown.ChoiceArg:
		if !slices.Contains(t.Choices, a.Value) {
			fault(a.Pos, "directive/want-choice", d.Name, a.Name, a.Value, strings.Join(t.Choices, ", "), g.Nearest(a.Value, t.Choices))
		}
	case markdown.LinkArg, markdown.ImageArg, markdown.FileArg, markdown.QRArg:
		if t.Type == markdown.QRArg && len(a.Value) > longestCode {
			fault(a.Pos, "directive/qr-long", diag.Clip(a.Value), strconv.Itoa(len(a.Value)), strconv.Itoa(longestCode))
			return
		}
		if a.Value == "" {
			fault(a.Pos, "directive/want-value", d.Name, a.Name)
			return
		}
		arg.Plain = t.Type == markdown.QRArg && !followed(a.Value)
		arg.Ref = g.argRef(t.Type, a, fault)
	}
	h.Args = append(h.Args, arg)
}

// longestCode is how many bytes a QR code may hold (media/qr).
const longestCode = 1000

// argRef lists a reference in an argument; -1 for one that leads away.
func (g *body) argRef(t markdown.Type, a directive.Attr, fault func(int, string, ...string)) int {
	use := map[markdown.Type]markdown.Use{markdown.LinkArg: markdown.UseLink, markdown.QRArg: markdown.UseLink, markdown.ImageArg: markdown.UseImage, markdown.FileArg: markdown.UseFile}[t]
	switch where := rawhtml.Where(a.Value); {
	case where == rawhtml.Site:
		return g.Ref(use, a.Value, a.Pos)
	case t == markdown.QRArg: // it holds any text
	case where == rawhtml.Unsafe, where == rawhtml.Picture && use != markdown.UseImage,
		where == rawhtml.Away && use != markdown.UseLink && !rawhtml.Remote(a.Value):
		fault(a.Pos, "html/unsafe-url", a.Value)
	case where == rawhtml.Away && use == markdown.UseImage && g.Foreign(a.Value) != "":
		g.Say(a.Pos, "md/remote-image", a.Value)
	case use == markdown.UseLink:
		g.Follow(a.Value, a.Pos)
	}
	return -1
}

// followed says whether what a QR code says is an address that can be a link, too.
func followed(text string) bool {
	where := rawhtml.Where(text)
	return where == rawhtml.Site || where == rawhtml.Away && rawhtml.Strange(text) == ""
}

// forms lists how a directive may be written, for a message.
func forms(d *markdown.Declaration) string {
	var all []string
	for _, f := range d.Forms {
		all = append(all, map[markdown.Form]string{markdown.Inline: ":" + d.Name, markdown.Leaf: "::" + d.Name, markdown.Container: ":::" + d.Name}[f])
	}
	return strings.Join(all, ", ")
}
