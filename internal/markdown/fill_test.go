package markdown

import "strings"

// fill is the plainest way to fill a Doc: references as they are written.
func fill(d *Doc, refs []Ref) string {
	var b strings.Builder
	for i, s := range d.Segments {
		b.WriteString(s)
		if i == len(d.Holes) {
			break
		}
		h := d.Holes[i]
		switch h.Kind {
		case Link:
			b.Write(AppendURL([]byte(`<a href="`), refs[h.Ref].Dest))
			b.WriteString(`"`)
			if h.Title != "" {
				b.Write(AppendAttr(nil, "title", h.Title))
			}
			b.WriteString(">" + fill(h.Inner, refs) + "</a>")
		case Image:
			b.Write(AppendURL([]byte(`<img src="`), refs[h.Ref].Dest))
			b.WriteString(`"`)
			b.Write(AppendAttr(nil, "alt", h.Alt))
			if h.Title != "" {
				b.Write(AppendAttr(nil, "title", h.Title))
			}
			b.WriteString(h.Attrs + ">")
		case Attr:
			if h.Name != "" {
				b.WriteString(" " + h.Name + `="`)
			}
			b.Write(AppendURL(nil, refs[h.Ref].Dest))
			if h.Name != "" {
				b.WriteString(`"`)
			}
		case Contents:
			b.WriteString("<nav></nav>")
		case Directive:
			tag := "div"
			if h.Form == Inline {
				tag = "span"
			}
			b.WriteString("<" + tag + ` data-name="` + h.Name + `"`)
			for _, a := range h.Args {
				v := a.Value
				if a.Ref >= 0 {
					v = "@" + refs[a.Ref].Dest
				}
				b.Write(AppendAttr(nil, "data-"+a.Name, v))
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
