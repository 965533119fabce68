package link

import (
	"slices"
	"time"

	"lodestone/internal/diag"
	"lodestone/internal/lang"
	"lodestone/internal/site"
)

// tongues lists the languages: the default first, then the others by tag.
func (l *linker) tongues() {
	c := l.Config
	l.Zone = time.UTC
	if z, err := time.LoadLocation(c.Timezone); err == nil {
		l.Zone = z
	}
	first := c.Language
	if first == "" {
		first = "en"
	}
	l.Languages = []site.Tongue{{Language: lang.For(first), Tag: first, Title: c.Title, Description: c.Description, Home: "/"}}
	var more []string
	for tag := range c.Languages {
		if tag != first {
			more = append(more, tag)
		}
	}
	slices.Sort(more)
	for _, tag := range more {
		t := site.Tongue{Language: lang.For(tag), Tag: tag, Title: c.Languages[tag].Title, Description: c.Languages[tag].Description}
		if t.Title == "" {
			t.Title = c.Title
		}
		if t.Description == "" {
			t.Description = c.Description
		}
		t.Prefix, t.Home = "/"+tag, "/"+tag+"/"
		l.Languages = append(l.Languages, t)
	}
	known := map[string]string{} // by what search engines call them
	for i, t := range l.Languages {
		if other, twice := known[t.Hreflang()]; twice {
			l.found.Say(diag.At("site.yaml", l.places.Config("key:languages."+t.Tag), "language/hreflang", t.Tag, other, t.Hreflang()))
		}
		known[t.Hreflang()] = t.Tag
		if !lang.Messages(t.Tag) {
			key := "key:languages." + t.Tag
			if i == 0 {
				key = "language"
			}
			l.found.Say(diag.At("site.yaml", l.places.Config(key), "language/no-messages", t.Tag))
		}
	}
}
