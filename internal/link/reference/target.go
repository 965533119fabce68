package reference

import (
	"cmp"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/link/files"
	"lodestone/internal/markdown"
	"lodestone/internal/site"
	"lodestone/internal/site/urls"
)

// Target resolves one reference as written in a page. Where something is wrong
// with it, the finding has a code; its place is the caller's to tell.
func (r *Resolver) Target(p *site.Page, ref markdown.Ref) (site.Target, diag.Item) {
	if ref.Use == markdown.UseTerm {
		return r.term(p, ref.Dest)
	}
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
			return site.Target{}, r.noAnchor(p, p, fragment)
		}
		return site.Target{Kind: site.ToPage, URL: tail + hash(hasFragment, id)}, diag.Item{}
	}
	t, item := r.find(p, ref, name, fragment)
	if t.Kind == site.ToPage && fragment != "" {
		fragment, hasFragment = r.anchorAt(t.URL, fragment)
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

// find leads to whatever a name is that is neither empty nor escaped.
func (r *Resolver) find(p *site.Page, ref markdown.Ref, name, fragment string) (site.Target, diag.Item) {
	file := path.Join(path.Dir(p.Path), name)
	if strings.HasPrefix(name, "/") {
		if o, exact := r.book.At(urls.Escape(name)); o != nil {
			return r.owned(p, ref, o, exact, fragment)
		}
		file = path.Clean(strings.TrimPrefix(name, "/"))
	}
	if i, ok := r.files.Page(file); ok {
		return r.toPage(p, ref, r.InTongue(i, p.Lang, fragment), fragment)
	}
	if n, ok := r.files.Resource(file); ok {
		return r.toFile(ref, n)
	}
	if real, ok := r.files.Cased(file); ok {
		return site.Target{}, fault("link/letter-case", name, files.Relative(p.Path, real))
	}
	if strings.HasPrefix(name, "/") && path.Ext(name) != ".md" {
		if held, ok := r.heldAt(name); ok {
			return r.toPage(p, ref, held, fragment)
		}
		if held, ok := r.expected(name); ok {
			return site.Target{}, r.notNow(p, ref.Dest, &r.site.Pages[held])
		}
		return site.Target{}, fault("link/missing-url", name, r.nearURL(name))
	}
	if i, ok := r.files.Page(file + ".md"); ok {
		return site.Target{}, fault("link/missing-file", name, files.Relative(p.Path, r.site.Pages[i].Path))
	}
	if i, ok := r.files.Page(path.Join(file, "index.md")); ok && strings.HasSuffix(name, "/") {
		return r.toPage(p, ref, r.InTongue(i, p.Lang, fragment), fragment)
	}
	if o, exact := r.book.At("/" + urls.Escape(file)); o != nil && strings.HasSuffix(name, "/") { // a list without a file
		return r.owned(p, ref, o, exact, fragment)
	}
	return site.Target{}, fault("link/missing-file", name, files.Relative(p.Path, r.NearFile(file)))
}

// owned follows a rooted address to whoever has it.
func (r *Resolver) owned(p *site.Page, ref markdown.Ref, o *addresses.Owner, exact bool, fragment string) (site.Target, diag.Item) {
	switch {
	case !exact:
		return site.Target{}, fault("link/letter-case", ref.Dest, o.URL)
	case o.What == addresses.Resource:
		return r.toFile(ref, o.Index)
	case o.What == addresses.Page:
		return r.toPage(p, ref, o.Index, fragment)
	case o.What == addresses.Redirect:
		if to, _ := r.book.At(o.To); to != nil && to.What == addresses.Page {
			return r.toPage(p, ref, to.Index, fragment)
		}
		return site.Target{Kind: site.ToPage, URL: o.To}, diag.Item{}
	}
	if ref.Use != markdown.UseLink {
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	return site.Target{Kind: site.ToPage, URL: o.URL}, diag.Item{}
}

// toPage leads to a page, or says why nobody can go there.
func (r *Resolver) toPage(from *site.Page, ref markdown.Ref, i int, fragment string) (site.Target, diag.Item) {
	to := &r.site.Pages[i]
	if ref.Use != markdown.UseLink {
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	if !to.Live && (from.Live || to.State == site.Expired) {
		if to.State == site.Draft {
			return site.Target{}, fault("link/draft", ref.Dest)
		}
		if end := r.Replacement(i); to.State == site.Expired && end >= 0 {
			return site.Target{Kind: site.ToPage, URL: r.site.Pages[end].URL}, diag.Item{}
		}
		if to.State == site.Expired || fragment == "" || to.Unread || hasAnchor(to, fragment) {
			return site.Target{}, r.notNow(from, ref.Dest, to)
		} // else say now what would be wrong on the day that it appears
	}
	if fragment != "" && !to.Unread && !hasAnchor(to, fragment) {
		return site.Target{}, r.noAnchor(from, to, fragment)
	}
	return site.Target{Kind: site.ToPage, URL: to.URL}, diag.Item{}
}

// toFile leads to a file that is no page.
func (r *Resolver) toFile(ref markdown.Ref, n int) (site.Target, diag.Item) {
	if res := &r.site.Resources[n]; ref.Use == markdown.UseImage && !res.Image {
		if format := res.Format.String(); format != "" {
			return site.Target{}, fault("link/unshown-image", ref.Dest, format)
		}
		return site.Target{}, fault("link/not-an-image", ref.Dest)
	}
	return site.Target{Kind: site.ToFile, URL: "/" + urls.Escape(r.site.Resources[n].Path), Resource: n, Shown: ref.Use == markdown.UseImage}, diag.Item{}
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
	for _, f := range p.Body.Forge {
		if same(f.Anchor, plain) {
			return urls.Escape(f.ID), true
		}
	}
	for _, id := range p.Body.Anchors {
		if same(id, plain) {
			return urls.Escape(id), true
		}
	}
	return "", false
}

// same says whether two anchors differ at most in how their accents are written.
func same(a, b string) bool {
	return a == b || norm.NFC.String(a) == norm.NFC.String(b)
}

func hasAnchor(p *site.Page, fragment string) bool {
	_, ok := anchor(p, fragment)
	return ok
}

// anchorAt gives the id that a fragment leads to at an address, and whether it
// leads anywhere: a page's replacement need not have its places. Of a page with
// faults nobody knows, and it gets the benefit of the doubt.
func (r *Resolver) anchorAt(address, fragment string) (id string, ok bool) {
	o, _ := r.book.At(address)
	if o == nil || o.What != addresses.Page || r.site.Pages[o.Index].Unread {
		return fragment, true
	}
	return anchor(&r.site.Pages[o.Index], fragment)
}

func (r *Resolver) noAnchor(from, to *site.Page, fragment string) diag.Item {
	where := ""
	if from != to {
		where = files.Relative(from.Path, to.Path)
	}
	near := diag.Nearest(fragment, to.Body.Anchors)
	if near != "" {
		near = "#" + near
	}
	return fault("link/missing-anchor", "#"+fragment, cmp.Or(where, path.Base(to.Path)), near)
}

// fault makes a finding without its place.
func fault(code string, args ...string) diag.Item {
	for i, a := range args {
		args[i] = strings.Clone(a) // what it stands in is let go of
	}
	return diag.At("", diag.Pos{}, code, args...)
}
