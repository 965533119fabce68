package keep

import (
	"slices"
	"strconv"
	"strings"

	"lodestone/internal/diag"
	"lodestone/internal/link/addresses"
	"lodestone/internal/site"
	"lodestone/internal/site/lock"
	"lodestone/internal/site/settings"
)

// Losses says which addresses and ids were published and are no longer, though no time
// took them: that a page expired or waits for its day is no loss. Where a page has
// faults of its own they come first: its address may be wrong on their account.
func (k *Keeper) Losses() {
	if slices.ContainsFunc(k.Pages, func(p site.Page) bool { return p.Unread && p.Live }) {
		return
	}
	there := make(map[string]int, len(k.Outputs))
	for i := range k.Outputs {
		there[k.Outputs[i].URL] = i
	}
	today := lock.DayOf(k.Now.In(k.Zone))
	trace, said := k.tracker(), map[place]bool{}
	for _, e := range k.Past.All() {
		if o, ok := there[e.URL]; ok {
			o := &k.Outputs[o]
			if to, leads := there[o.To]; leads && o.Kind == settings.Redirect {
				o = &k.Outputs[to] // whoever comes by the former address is sent on with the id
			}
			k.loseAnchors(&e, o, said)
			continue
		}
		o, exact := k.Book.Taken(e.URL)
		file := o != nil && exact && o.What == addresses.Resource
		if file || e.Until != "" && e.Until <= today || k.Refs.Expected(e.URL) {
			continue
		}
		k.sayLost(&e, trace)
	}
}

// sayLost says what became of a lost address: its page is a draft again, its text
// stands elsewhere, or nobody knows.
func (k *Keeper) sayLost(e *lock.Entry, t *tracker) {
	if i := slices.IndexFunc(k.Pages, func(p site.Page) bool { return !p.Live && p.State == site.Draft && p.URL == e.URL }); i >= 0 {
		p := &k.Pages[i]
		if p.Front.Draft {
			k.Found.At(p, "draft", k.lost("lock/draft", e.URL))
			return
		}
		item := k.lost("lock/draft", e.URL)
		item.File, item.Pos = k.Places.File(p.Path), k.Places.Holdback(p.Path)
		k.Found.Say(item)
		return
	}
	if i, sure := t.find(e); i >= 0 {
		p := &k.Pages[i]
		code := "lock/moved"
		if !sure {
			code = "lock/moved-perhaps"
		}
		item := k.lost(code, e.URL, p.URL, aliasesWith(p, e.URL))
		item.File = k.Places.File(p.Path)
		k.Found.Say(item)
		return
	}
	item := k.lost("lock/lost", e.URL)
	item.File, item.Pos = lock.Name, diag.Pos{Line: e.Line, Col: 1}
	k.Found.Say(item)
}

// lost is a finding without its place, an error where the lock is to hold.
func (k *Keeper) lost(code string, args ...string) diag.Item {
	item := diag.At("", diag.Pos{}, code, args...)
	if k.Locked {
		item.Severity = diag.Error
	}
	return item
}

// aliasesWith is the line of front matter that gives a page one more alias.
func aliasesWith(p *site.Page, url string) string {
	return "aliases: [" + strings.Join(append(slices.Clone(p.Front.Aliases), url), ", ") + "]"
}

// place is an id in a page.
type place struct {
	page int
	id   string
}

// loseAnchors says, once, which ids a page had under an address that it has no longer.
func (k *Keeper) loseAnchors(e *lock.Entry, o *site.Output, said map[place]bool) {
	if o.Own < 0 {
		return
	}
	p := &k.Pages[o.Own]
	ids := e.Anchors
	if o.URL == e.URL {
		ids = k.lines[o.Own].Anchors
	}
	for _, id := range ids {
		if slices.Contains(p.Body.Anchors, id) || said[place{o.Own, id}] {
			continue
		}
		said[place{o.Own, id}] = true
		item := k.lost("lock/anchor", "#"+id, e.URL, strconv.Itoa(e.Line))
		item.File = k.Places.File(p.Path)
		k.Found.Say(item)
	}
}

// tracker finds where lost texts went: among the pages that the lock does not know.
type tracker struct {
	fresh []int             // pages with new addresses
	same  map[string][]int  // digest of title and words → these
	texts map[int]lock.Text // of these
	asked int               // comparisons made
}

// mostCompared bounds the comparisons of sketches in a build: where thousands of
// addresses are lost at once, only equal texts are found.
const mostCompared = 1 << 20

func (k *Keeper) tracker() *tracker {
	t := &tracker{same: map[string][]int{}, texts: map[int]lock.Text{}}
	for i := range k.Outputs {
		o := &k.Outputs[i]
		if o.Own < 0 || !lasting(o) || k.Past.At(o.URL) != nil {
			continue
		}
		text := textOf(&k.Pages[o.Own])
		t.fresh = append(t.fresh, o.Own)
		t.same[text.Sum] = append(t.same[text.Sum], o.Own)
		t.texts[o.Own] = text
	}
	return t
}

// find gives the page that has a lost text now, -1 for none, and whether it is sure:
// title and words are the same.
func (t *tracker) find(e *lock.Entry) (page int, sure bool) {
	if e.First == "" || e.Words == 0 {
		return -1, false
	}
	if same := t.same[e.Sum]; len(same) == 1 {
		return same[0], true
	}
	page = -1
	var least float64
	for _, i := range t.fresh {
		if t.asked++; t.asked > mostCompared {
			return page, false
		}
		text := t.texts[i]
		if part, kin := e.Kin(&text); kin && (page < 0 || part < least) {
			page, least = i, part
		}
	}
	return page, false
}
