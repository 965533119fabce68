package link

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
)

// resolve finds where every reference of every page leads, and says why where it
// leads nowhere. Of drafts and scheduled pages it speaks beforehand, in warnings;
// that they lead to each other is no fault of theirs.
func (l *linker) resolve() {
	for i := range l.Pages {
		p := &l.Pages[i]
		if p.State == site.Expired && !p.Live {
			continue // of a page with faults, what could be read is looked at
		}
		if len(p.Body.Refs) > 0 {
			p.Targets = make([]site.Target, len(p.Body.Refs))
		}
		for k, ref := range p.Body.Refs {
			t, item := l.target(p, ref)
			p.Targets[k] = t
			if item.Code != "" {
				item.File, item.Pos = l.places.File(p.Path), l.places.Ref(p.Path, k)
				l.sayOf(p, item)
			}
		}
		l.picture(p)
	}
}

// picture finds the image that a page names in its front matter.
func (l *linker) picture(p *site.Page) {
	if p.Front.Image == "" {
		return
	}
	t, item := l.target(p, markdown.Ref{Use: markdown.UseImage, Dest: p.Front.Image})
	if item.Code != "" {
		item.File, item.Pos = l.places.File(p.Path), l.places.Front(p.Path, "image")
		l.sayOf(p, item)
	}
	if t.Kind == site.ToFile {
		p.Image = t.Resource
	}
}

// shareImage finds the picture that site.yaml names.
func (l *linker) shareImage() {
	l.Image = -1
	if l.Config.Image == "" {
		return
	}
	root := &site.Page{Meta: &site.Meta{Path: "site.yaml"}, Live: true}
	t, item := l.target(root, markdown.Ref{Use: markdown.UseImage, Dest: l.Config.Image})
	if item.Code != "" {
		item.File, item.Pos = "site.yaml", l.places.Config("image")
		l.say(item)
	}
	if t.Kind == site.ToFile {
		l.Image = t.Resource
	}
}

// fault makes a finding that resolve gives its place.
func fault(code string, args ...string) diag.Item { return diag.At("", diag.Pos{}, code, args...) }

// target resolves one reference as written in a page.
func (l *linker) target(p *site.Page, ref markdown.Ref) (site.Target, diag.Item) {
	dest, fragment, hasFragment := strings.Cut(ref.Dest, "#")
	dest, query, hasQuery := strings.Cut(dest, "?")
	name, err := url.PathUnescape(dest)
	name = norm.NFC.String(name) // as paths are kept; some editors write accents apart
	if err != nil {
		return site.Target{}, fault("link/escape", ref.Dest)
	}
	tail := ""
	if hasQuery {
		tail = "?" + query
	}
	if dest == "" {
		id, ok := anchor(p, fragment)
		if fragment != "" && !ok {
			return site.Target{}, l.noAnchor(p, p, fragment)
		}
		return site.Target{Kind: site.ToPage, URL: tail + hash(hasFragment, id)}, diag.Item{}
	}
	t, item := l.find(p, ref, name, fragment)
	if t.Kind == site.ToPage && fragment != "" {
		fragment, hasFragment = l.anchorAt(t.URL, fragment)
	}
	if t.Kind != site.Gone {
		t.URL += tail + hash(hasFragment, fragment)
	}
	return t, item
}

// hash writes a fragment, where there is one.
func hash(has bool, fragment string) string {
	if !has {
		return ""
	}
	return "#" + fragment
}

func (l *linker) find(p *site.Page, ref markdown.Ref, name, fragment string) (site.Target, diag.Item) {
	file := path.Join(path.Dir(p.Path), name)
	if strings.HasPrefix(name, "/") {
		if o, exact := l.book.At(urls.Escape(name)); o != nil {
			return l.owned(p, ref, o, exact, fragment)
		}
		file = path.Clean(strings.TrimPrefix(name, "/"))
	}
	if i, ok := l.byPath[file]; ok {
		return l.toPage(p, ref, l.inTongue(i, p.Lang, fragment), fragment)
	}
	if r, ok := l.files[file]; ok {
		return l.toFile(ref, r)
	}
	if real, ok := l.byFold[fold(file)]; ok {
		return site.Target{}, fault("link/letter-case", name, l.relative(p, real))
	}
	if strings.HasPrefix(name, "/") && path.Ext(name) != ".md" {
		if held, ok := l.heldAt(name); ok {
			return l.toPage(p, ref, held, fragment)
		}
		if held, ok := l.expected(name); ok {
			return site.Target{}, l.notNow(ref.Dest, &l.Pages[held])
		}
		return site.Target{}, fault("link/missing-url", name, l.nearURL(name))
	}
	if i, ok := l.byPath[file+".md"]; ok {
		return site.Target{}, fault("link/missing-file", name, l.relative(p, l.Pages[i].Path))
	}
	if i, ok := l.byPath[path.Join(file, "index.md")]; ok && strings.HasSuffix(name, "/") {
		return l.toPage(p, ref, l.inTongue(i, p.Lang, fragment), fragment)
	}
	if o, exact := l.book.At("/" + urls.Escape(file)); o != nil && strings.HasSuffix(name, "/") { // a list without a file
		return l.owned(p, ref, o, exact, fragment)
	}
	return site.Target{}, fault("link/missing-file", name, l.relative(p, l.nearFile(file)))
}

// heldAt finds the page that is held back from an address.
func (l *linker) heldAt(address string) (int, bool) {
	address = urls.Clean(address)
	for i := range l.Pages {
		if p := &l.Pages[i]; !p.Live && p.URL == address {
			return i, true
		}
	}
	return -1, false
}

// owned follows a rooted address to whoever has it.
func (l *linker) owned(p *site.Page, ref markdown.Ref, o *addresses.Owner, exact bool, fragment string) (site.Target, diag.Item) {
	switch {
	case !exact:
		return site.Target{}, fault("link/letter-case", ref.Dest, o.URL)
	case o.What == addresses.Resource:
		return l.toFile(ref, o.Index)
	case o.What == addresses.Page:
		return l.toPage(p, ref, o.Index, fragment)
	case o.What == addresses.Redirect:
		if to, _ := l.book.At(o.To); to != nil && to.What == addresses.Page {
			return l.toPage(p, ref, to.Index, fragment)
		}
		return site.Target{Kind: site.ToPage, URL: o.To}, diag.Item{}
	}
	if ref.Use != markdown.UseLink {
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	return site.Target{Kind: site.ToPage, URL: o.URL}, diag.Item{}
}

// toPage leads to a page, or says why nobody can go there.
func (l *linker) toPage(from *site.Page, ref markdown.Ref, i int, fragment string) (site.Target, diag.Item) {
	to := &l.Pages[i]
	if ref.Use != markdown.UseLink {
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	if !to.Live && (from.Live || to.State == site.Expired) {
		if to.State == site.Draft {
			return site.Target{}, fault("link/draft", ref.Dest)
		}
		if end := l.replacement(i); to.State == site.Expired && end >= 0 {
			return site.Target{Kind: site.ToPage, URL: l.Pages[end].URL}, diag.Item{}
		}
		if to.State == site.Expired || fragment == "" || to.Unread || hasAnchor(to, fragment) {
			return site.Target{}, l.notNow(ref.Dest, to)
		} // else say now what would be wrong on the day that it appears
	}
	if fragment != "" && !to.Unread && !hasAnchor(to, fragment) {
		return site.Target{}, l.noAnchor(from, to, fragment)
	}
	return site.Target{Kind: site.ToPage, URL: to.URL}, diag.Item{}
}

func (l *linker) toFile(ref markdown.Ref, r int) (site.Target, diag.Item) {
	if ref.Use == markdown.UseImage && !l.Resources[r].Image {
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	return site.Target{Kind: site.ToFile, URL: "/" + urls.Escape(l.Resources[r].Path), Resource: r}, diag.Item{}
}

// anchor gives the id that a fragment leads to in a page: one that is there, or
// that of the heading for which a forge would have made the fragment, since
// authors try their links there.
func anchor(p *site.Page, fragment string) (id string, ok bool) {
	plain, err := url.PathUnescape(fragment)
	if err != nil {
		plain = fragment
	}
	for _, f := range []string{plain, fragment} {
		if slices.Contains(p.Body.Anchors, f) {
			return fragment, true
		}
	}
	if i := slices.Index(p.Body.Forge, plain); i >= 0 && plain != "" {
		return urls.Escape(p.Body.Headings[i].ID), true
	}
	return "", false
}

func hasAnchor(p *site.Page, fragment string) bool {
	_, ok := anchor(p, fragment)
	return ok
}

// anchorAt gives the id that a fragment leads to at an address, and whether it
// leads anywhere: a page's replacement need not have its places. Of a page with
// faults nobody knows, and it gets the benefit of the doubt.
func (l *linker) anchorAt(address, fragment string) (id string, ok bool) {
	o, _ := l.book.At(address)
	if o == nil || o.What != addresses.Page || l.Pages[o.Index].Unread {
		return fragment, true
	}
	return anchor(&l.Pages[o.Index], fragment)
}

func (l *linker) noAnchor(from, to *site.Page, fragment string) diag.Item {
	where := ""
	if from != to {
		where = l.relative(from, to.Path)
	}
	near := diag.Nearest(fragment, to.Body.Anchors)
	if near != "" {
		near = "#" + near
	}
	return fault("link/missing-anchor", "#"+fragment, cmp.Or(where, path.Base(to.Path)), near)
}

// inTongue gives the version of a page in the reader's language, if there is
// one that has the place asked for: the author of a translation need not write
// guide.fr.md everywhere.
func (l *linker) inTongue(i, tongue int, fragment string) int {
	if l.Pages[i].Lang != 0 || tongue == 0 {
		return i
	}
	for _, v := range l.Pages[i].Versions {
		if o := &l.Pages[v]; o.Lang == tongue && o.Live && (fragment == "" || o.Unread || hasAnchor(o, fragment)) {
			return v
		}
	}
	return i
}

// relative writes a content path as a page would link to it.
func (l *linker) relative(p *site.Page, file string) string {
	if file == "" {
		return ""
	}
	from, to := strings.Split(path.Dir(p.Path), "/"), strings.Split(file, "/")
	if from[0] == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
