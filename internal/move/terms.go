package move

import (
	"strconv"

	"lodestone/internal/diag"
	"lodestone/internal/site/settings"
)

// term is an author, a series or a topic whose file moves: pages name it by the name
// of that file.
type term struct {
	kind     settings.Kind
	tongue   int
	old, now string
}

// terms finds the authors, series and topics that move, and what pages become that is
// not what they were: a term must stay one, since pages name it; a page that was a
// post and is none leaves feeds and lists, which must be known.
func (m *mover) terms() (all []term) {
	for i := range m.before.Site.Pages {
		p := &m.before.Site.Pages[i]
		to, moves := m.way.of(p.Path)
		if !moves {
			continue
		}
		was, is := m.before.Config.Site.Locate(p.Path), m.before.Config.Site.Locate(to)
		switch named := byName(was.Kind); {
		case was.Kind == is.Kind && named && was.Name != is.Name:
			all = append(all, term{was.Kind, p.Lang, was.Name, is.Name})
		case was.Kind == is.Kind, len(p.Versions) > 0 && p.Versions[0] != i: // translations become the same
		case named || byName(is.Kind):
			m.say("", diag.Pos{}, "move/term", m.name(p.Path), m.inRoot(to))
		default:
			m.say(m.inRoot(to), diag.Pos{}, "move/becomes", is.Kind.String(), was.Kind.String())
		}
	}
	return all
}

// byName says whether pages name those of a kind by their files' names.
func byName(k settings.Kind) bool {
	return k == settings.Author || k == settings.Series || k == settings.Topic
}

// called adds the edits of a value that names a term of a kind, in one language or, of
// -1, in any.
func (m *mover) called(edits []edit, name string, pos diag.Pos, k settings.Kind, tongue int, value string) []edit {
	for _, t := range m.renamed {
		l := &m.before.Site.Languages[t.tongue]
		if t.kind != k || tongue >= 0 && t.tongue != tongue {
			continue
		}
		// Authors are named as their files are; tags and series are one where their
		// addresses are.
		if value == t.old || k != settings.Author && l.Slug(value) == l.Slug(t.old) {
			return m.rename(edits, name, pos, value, t.now)
		}
	}
	return edits
}

// credits gives what must change in a front matter for it to name the same authors,
// series and tags; at gives the places of its keys.
func (m *mover) credits(edits []edit, name string, f *settings.Front, tongue int, at func(key string) diag.Pos) []edit {
	for k, author := range f.Authors {
		edits = m.called(edits, name, at("authors."+strconv.Itoa(k)), settings.Author, tongue, author)
	}
	for k, tag := range f.Tags {
		edits = m.called(edits, name, at("tags."+strconv.Itoa(k)), settings.Topic, tongue, tag)
	}
	if f.Series != "" {
		edits = m.called(edits, name, at("series"), settings.Series, tongue, f.Series)
	}
	return edits
}
