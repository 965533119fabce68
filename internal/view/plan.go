package view

import (
	"crypto/sha256"
	"html/template"
	"slices"
	"strconv"
	"sync/atomic"

	"lodestone/internal/memo"
)

// Deck holds the digest of the card of every page that others may show. The
// cards themselves are made when they are shown, and only the last few are kept:
// of a hundred thousand, most are not looked at again for long.
type Deck struct {
	card    func(page int) Card
	digests []memo.Key
	recent  [recentCards]atomic.Pointer[dealt]
}

type dealt struct {
	page int
	card Card
}

// recentCards is how many cards are kept, each in the place that its number
// falls into.
const recentCards = 1 << 12

// NewDeck makes a deck for n pages, with what makes the card of one.
func NewDeck(n int, card func(page int) Card) *Deck {
	return &Deck{card: card, digests: make([]memo.Key, n)}
}

// Sum takes the digest of a page's card; before it, the page can be shown
// nowhere. Calls for different pages may run at once. The buffer is working
// memory; what is given back serves the next call.
func (d *Deck) Sum(page int, buf []byte) []byte {
	c := d.card(page)
	buf = memo.AppendEncode(buf[:0], &c)
	d.digests[page] = sha256.Sum256(buf)
	return buf
}

func (d *Deck) keep(page int, c Card) *dealt {
	c.Key = string(d.digests[page][:])
	one := &dealt{page, c}
	d.recent[page%recentCards].Store(one)
	return one
}

// Card gives the card of a page.
func (d *Deck) Card(page int) Card {
	one := d.recent[page%recentCards].Load()
	if one == nil || one.page != page {
		one = d.keep(page, d.card(page))
	}
	return one.card
}

// Digest gives the digest of a page's card.
func (d *Deck) Digest(page int) memo.Key { return d.digests[page] }

// KeyOf gives what names a pointer to a Card, Chrome, Author or Link with all that
// it points to, and "" for any other value.
func KeyOf(v any) string {
	switch v := v.(type) {
	case *Card:
		return v.Key
	case *Chrome:
		return v.Key
	case *Author:
		return v.Key
	case *Link:
		return "link " + v.key()
	}
	return ""
}

// key names a Link with all its content.
func (l *Link) key() string {
	if l.Count == 0 && !l.Current {
		return string(l.URL) + "\x00" + l.Text + "\x00" + l.Lang
	}
	return string(l.URL) + "\x00" + l.Text + "\x00" + l.Lang + "\x00" + strconv.Itoa(l.Count) + "\x00" + strconv.FormatBool(l.Current)
}

// Plan is a View not yet filled: the page's own facts, and by number the cards
// that it shows. It costs little, and its digest tells whether the page must be
// rendered again.
type Plan struct {
	Own            View // Page, Pager, Topics and Authors; the rest comes with Fill
	Chrome         *Chrome
	ChromeDigest   memo.Key
	Doc            memo.Key // key of the parsed body; the zero Key for a page without text
	Targets        []Target // parallel to the body's references, then those of its mentions
	Mentions       memo.Key // digest of the places of these; the zero Key for none
	Deck           *Deck
	Items, Related []int
	Newer, Older   int  // -1 for none
	Contents       bool // it has a table of contents, made of the Doc's headings
	Placed         bool // the text itself shows what is related
}

// Code implements memo.Coded, for digests only: it cannot be read back.
func (p *Plan) Code(c *memo.Coder) {
	p.Own.own(c)
	c.Key(&p.ChromeDigest)
	c.Key(&p.Doc)
	c.Bool(&p.Contents)
	c.Bool(&p.Placed)
	c.Key(&p.Mentions)
	memo.Slice(c, &p.Targets, each[Target])
	for _, list := range [][]int{p.Items, p.Related, one(p.Newer), one(p.Older)} {
		n := len(list)
		c.Int(&n)
		for _, i := range list {
			c.Key(&p.Deck.digests[i])
		}
	}
}

func one(i int) []int {
	if i < 0 {
		return nil
	}
	return []int{i}
}

// Fill makes the View: everything but Head.
func (p *Plan) Fill(body template.HTML) View {
	v := p.Own
	v.Chrome, v.Body = p.Chrome.around(&v.Page), body
	v.Items = p.Deck.deal(p.Items, p.Own.Page.Lang)
	if !p.Placed {
		v.Related = p.Deck.deal(p.Related, p.Own.Page.Lang)
	}
	v.Letters, v.Months = v.divide(v.Letters), v.divide(v.Months)
	v.Shelves = slices.Clone(v.Shelves)
	for i := range v.Shelves {
		s := &v.Shelves[i]
		s.Items, v.Items = v.Items[:s.Count], v.Items[s.Count:]
	}
	if p.Newer >= 0 {
		v.Newer = p.Deck.Card(p.Newer)
	}
	if p.Older >= 0 {
		v.Older = p.Deck.Card(p.Older)
	}
	return v
}

// around gives a Chrome as it stands around a page.
func (h *Chrome) around(p *Page) Chrome {
	own := *h
	if h.leads(p.URL) {
		own.Here = p.URL
	}
	if h.leads(string(p.Section.URL)) {
		own.Within = string(p.Section.URL)
	}
	if own.Here != "" || own.Within != "" {
		own.Key += own.Here + "\x00" + own.Within
	}
	return own
}

// leads says whether a page is one that every page of its language links.
func (h *Chrome) leads(url string) bool {
	here := func(l Link) bool { return string(l.URL) == url }
	return url == h.Home || url == h.Search.URL || slices.ContainsFunc(h.Menu, here) || slices.ContainsFunc(h.Footer, here)
}

// Recommended gives the cards of what is related, where the text shows them itself.
func (p *Plan) Recommended() []Card {
	if !p.Placed {
		return nil
	}
	return p.Deck.deal(p.Related, p.Own.Page.Lang)
}

// divide hands the items out to the headings under which they stand.
func (v *View) divide(headings []Letter) []Letter {
	all := slices.Clone(headings)
	for i := range all {
		l := &all[i]
		l.Items, v.Items = v.Items[:l.Count], v.Items[l.Count:]
	}
	return all
}

// deal gives the cards of some pages for a page in a language.
func (d *Deck) deal(pages []int, lang string) []Card {
	list := make([]Card, len(pages))
	for k, i := range pages {
		c := &list[k]
		if *c = d.Card(i); c.Lang == lang {
			c.Lang = ""
		} else {
			c.Key += " away from home"
		}
	}
	return list
}
