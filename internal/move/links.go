package move

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/diag"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
)

// links gives what must change in a page's text for its links to lead where they
// did.
func (m *mover) links(i int) (edits []edit) {
	file := m.before.Site.Pages[i].Path
	for k, ref := range m.before.Refs[i] {
		dest, tail := cut(ref.Dest)
		next, ok := m.reference(file, norm.NFC.String(urls.Unescape(dest)))
		if !ok {
			continue
		}
		next = escape(next)
		made := replace(m.raw(m.name(file)), m.before.Places.Ref(file, k), dest, next)
		if made == nil {
			m.say(m.name(file), m.before.Places.Ref(file, k), "move/by-hand", ref.Dest, next+tail)
		}
		edits = append(edits, made...)
	}
	return edits
}

// cut parts what names a file from query and fragment.
func cut(dest string) (name, tail string) {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		return dest[:i], dest[i:]
	}
	return dest, ""
}

// reference gives how a page, perhaps from its new place, must refer to what it
// refers to by name; not ok where it may go on as it does. A rooted address that is
// no file's stays: its redirect leads on.
func (m *mover) reference(file, name string) (next string, ok bool) {
	if name == "" {
		return "", false
	}
	if rooted, is := strings.CutPrefix(name, "/"); is {
		to, moves := m.way.of(path.Clean(rooted))
		return "/" + to, moves && slices.Contains(m.files, path.Clean(rooted))
	}
	self, _ := m.way.of(file)
	to, _ := m.way.of(path.Join(path.Dir(file), name))
	if path.Join(path.Dir(self), name) == to {
		return "", false
	}
	next = relative(self, to)
	if strings.HasSuffix(name, "/") {
		next += "/"
	}
	return next, true
}

// relative writes a path as a page refers to it.
func relative(from, to string) string {
	dirs, parts := strings.Split(path.Dir(from), "/"), strings.Split(to, "/")
	if dirs[0] == "." {
		dirs = nil
	}
	for len(dirs) > 0 && len(parts) > 1 && dirs[0] == parts[0] {
		dirs, parts = dirs[1:], parts[1:]
	}
	return strings.Repeat("../", len(dirs)) + strings.Join(parts, "/")
}

// escape percent-encodes what would end or change a destination in Markdown, in an
// attribute of HTML or in an argument of a directive.
func escape(name string) string {
	var b strings.Builder
	for _, r := range name {
		if r <= ' ' || r == 0x7f || strings.ContainsRune("()<>[]{}\"'`\\%?#&|^*=:~", r) {
			b.WriteString("%" + strings.ToUpper(strconv.FormatInt(int64(r)+0x100, 16)[1:]))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// plain is what YAML reads as a text, quoted or not.
var plain = regexp.MustCompile(`^[\p{L}\p{N}./][\p{L}\p{N}\p{M}._/ -]*$`)

// named gives what must change in a page's front matter: the files, authors, series and
// topics that it names.
func (m *mover) named(i int) (edits []edit) {
	file, front := m.before.Site.Pages[i].Path, &m.before.Fronts[i]
	name := m.name(file)
	at := func(key string) diag.Pos { return m.before.Places.Front(file, key) }
	for k, other := range front.Related {
		edits = m.rename(edits, name, at("related."+strconv.Itoa(k)), other, m.meant(file, other))
	}
	if front.ReplacedBy != "" {
		edits = m.rename(edits, name, at("replaced_by"), front.ReplacedBy, m.meant(file, front.ReplacedBy))
	}
	if next, ok := m.reference(file, norm.NFC.String(urls.Unescape(front.Image))); ok {
		edits = m.rename(edits, name, at("image"), front.Image, next)
	}
	return m.credits(edits, name, front, m.before.Site.Pages[i].Lang, at)
}

// meant gives how front matter must name a file, which it does from its own page,
// or from the content folder where the file is there only; "" where it may go on.
func (m *mover) meant(file, name string) string {
	plainly := norm.NFC.String(name)
	beside, below := path.Join(path.Dir(file), plainly), path.Clean(plainly)
	if !strings.HasPrefix(plainly, "/") && !slices.Contains(m.files, beside) && slices.Contains(m.files, below) {
		if to, moves := m.way.of(below); moves {
			return to
		}
		return ""
	}
	next, _ := m.reference(file, plainly)
	return next
}

// rename adds the edit of a value that names a file.
func (m *mover) rename(edits []edit, name string, pos diag.Pos, old, next string) []edit {
	if next == "" {
		return edits
	}
	made := replace(m.raw(name), pos, old, next)
	if made == nil || !plain.MatchString(next) {
		m.say(name, pos, "move/by-hand", old, next)
		return edits
	}
	return append(edits, made...)
}

// config gives what must change in site.yaml: the pages of its menus, its picture, whom
// it names.
func (m *mover) config() (edits []edit) {
	c := m.before.Config
	menu := func(key string, items []settings.MenuItem) {
		for k, item := range items {
			rooted := strings.HasPrefix(item.Page, "/")
			if to, moves := m.way.of(path.Clean(strings.TrimPrefix(item.Page, "/"))); item.Page != "" && moves {
				if rooted {
					to = "/" + to
				}
				edits = m.rename(edits, "site.yaml", c.Positions.At(key+"."+strconv.Itoa(k)+".page"), item.Page, to)
			}
		}
	}
	menu("menu", c.Site.Menu)
	menu("footer", c.Site.Footer)
	for tag, l := range c.Site.Languages {
		menu("languages."+tag+".menu", l.Menu)
		menu("languages."+tag+".footer", l.Footer)
	}
	if next, ok := m.reference("site.yaml", norm.NFC.String(urls.Unescape(c.Site.Image))); ok {
		edits = m.rename(edits, "site.yaml", c.Positions.At("image"), c.Site.Image, next)
	}
	if c.Site.Author != "" {
		edits = m.called(edits, "site.yaml", c.Positions.At("author"), settings.Author, -1, c.Site.Author)
	}
	for k := range c.Site.Cascade {
		edits = m.credits(edits, "site.yaml", &c.Site.Cascade[k].Set, -1, func(key string) diag.Pos {
			return c.Positions.At("cascade." + strconv.Itoa(k) + ".set." + key)
		})
	}
	return edits
}
