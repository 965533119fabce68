package view

import (
	"html/template"

	"lodestone/internal/memo"
)

// Deck holds the card of every page that others may show, with its digest.
type Deck struct {
	cards   []Card
	digests []memo.Key
}

// NewDeck makes room for n cards.
func NewDeck(n int) *Deck { return &Deck{make([]Card, n), make([]memo.Key, n)} }

// Set puts the card of page i. Calls for different pages may run at once.
func (d *Deck) Set(i int, c Card) { d.cards[i], d.digests[i] = c, memo.Sum(&c) }

// Card gives the card of page i.
func (d *Deck) Card(i int) Card { return d.cards[i] }

// Digest gives the digest of page i's card.
func (d *Deck) Digest(i int) memo.Key { return d.digests[i] }

// Plan is a View not yet filled: the page's own facts, and by number the cards
// that it shows. It costs little, and its digest tells whether the page must be
// rendered again.
type Plan struct {
	Own            View // Page, Pager, Topics and Authors; the rest comes with Fill
	Chrome         *Chrome
	ChromeDigest   memo.Key
	Doc            memo.Key // key of the parsed body; the zero Key for a page without text
	Targets        []Target // parallel to the body's references
	Deck           *Deck
	Items, Related []int
	Newer, Older   int // -1 for none
}

// Code implements memo.Coded, for digests only: it cannot be read back.
func (p *Plan) Code(c *memo.Coder) {
	p.Own.own(c)
	c.Key(&p.ChromeDigest)
	c.Key(&p.Doc)
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
func (p *Plan) Fill(body string) View {
	v := p.Own
	v.Chrome, v.Body = *p.Chrome, template.HTML(body)
	v.Items, v.Related = p.Deck.deal(p.Items), p.Deck.deal(p.Related)
	if p.Newer >= 0 {
		v.Newer = p.Deck.cards[p.Newer]
	}
	if p.Older >= 0 {
		v.Older = p.Deck.cards[p.Older]
	}
	return v
}

func (d *Deck) deal(pages []int) []Card {
	list := make([]Card, len(pages))
	for k, i := range pages {
		list[k] = d.cards[i]
	}
	return list
}
