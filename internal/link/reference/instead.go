package reference

import "lodestone/internal/site"

// Successor gives the page that a page's author named as its replacement.
func (r *Resolver) Successor(p *site.Page) (page int, ok bool) {
	if p.Front.ReplacedBy == "" {
		return 0, false
	}
	return r.files.Page(r.files.Named(p.Path, p.Front.ReplacedBy))
}

// Circle gives the pages over which a page is its own replacement, itself first;
// none where it is not.
func (r *Resolver) Circle(i int) []int {
	circle := []int{i}
	for range len(r.site.Pages) {
		next, ok := r.Successor(&r.site.Pages[circle[len(circle)-1]])
		switch {
		case !ok:
			return nil
		case next == i:
			return circle
		}
		circle = append(circle, next)
	}
	return nil
}

// last follows replaced_by through expired pages to the page where the way ends;
// not ok where it turns in a circle or a page on it names what is not there.
func (r *Resolver) last(p *site.Page) (end *site.Page, ok bool) {
	for range len(r.site.Pages) {
		if p.State != site.Expired || p.Front.ReplacedBy == "" {
			return p, true
		}
		next, ok := r.Successor(p)
		if !ok {
			return nil, false
		}
		p = &r.site.Pages[next]
	}
	return nil, false
}

// Replacement follows replaced_by from page to page until one is live; -1 when
// the way ends or turns in a circle.
func (r *Resolver) Replacement(i int) int {
	for range len(r.site.Pages) {
		p := &r.site.Pages[i]
		if p.Live {
			return i
		}
		next, ok := r.Successor(p)
		if p.State != site.Expired || !ok {
			return -1
		}
		i = next
	}
	return -1
}

// InTongue gives the version of a page in the reader's language, if there is
// one that has the place asked for: the author of a translation need not write
// guide.fr.md everywhere.
func (r *Resolver) InTongue(i, tongue int, fragment string) int {
	if r.site.Pages[i].Lang != 0 || tongue == 0 {
		return i
	}
	for _, v := range r.site.Pages[i].Versions {
		if o := &r.site.Pages[v]; o.Lang == tongue && o.Live && (fragment == "" || o.Unread || hasAnchor(o, fragment)) {
			return v
		}
	}
	return i
}
