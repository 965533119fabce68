package parse

import (
	"strings"

	"lodestone/internal/markdown"
)

// fill is the plainest way to fill a Doc: references as they are written.
func fill(d *markdown.Doc, refs []markdown.Ref) string {
	var b strings.Builder
	for i, s := range d.Segments {
		b.WriteString(s)
		if i == len(d.Holes) {
			break
		}
		h := d.Holes[i]
		switch h.Kind {
		case markdown.Link:
			b.Write(markdown.AppendURL([]byte(`<a href="`), refs[h.Ref].Dest))
			b.WriteString(`"`)
			if h.Title != "" {
				b.Write(markdown.AppendAttr(nil, "title", h.Title))
			}
			b.WriteString(">" + fill(h.Inner, refs) + "</a>")
		case markdown.Image:
			b.Write(markdown.AppendURL([]byte(`<img src="`), refs[h.Ref].Dest))
			b.WriteString(`"`)
			b.Write(markdown.AppendAttr(nil, "alt", h.Alt))
			if h.Title != "" {
				b.Write(markdown.AppendAttr(nil, "title", h.Title))
			}
			b.WriteString(h.Attrs)
			if h.Inner != nil {
				b.WriteString(fill(h.Inner, refs))
			}
			b.WriteString(">")
		case markdown.Attr:
			if h.Name != "" {
				b.WriteString(" " + h.Name + `="`)
			}
			b.Write(markdown.AppendURL(nil, refs[h.Ref].Dest))
			if h.Name != "" {
				b.WriteString(`"`)
			}
		case markdown.Contents:
			b.WriteString("<nav></nav>")
		case markdown.Directive:
			tag := "div"
			if h.Form == markdown.Inline {
				tag = "span"
			}
			b.WriteString("<" + tag + ` data-name="` + h.Name + `"`)
			for _, a := range h.Args {
				v := a.Value
				if a.Ref >= 0 {
					v = "@" + refs[a.Ref].Dest
				}
				b.Write(markdown.AppendAttr(nil, "data-"+a.Name, v))
			}
			b.WriteString(h.Attrs + ">")
			if h.Label != nil {
				b.WriteString("<b>" + fill(h.Label, refs) + "</b>")
			}
			if h.Inner != nil {
				b.WriteString(fill(h.Inner, refs))
			}
			b.WriteString("</" + tag + ">")
		}
	}
	return b.String()
}
