// Package alike remembers which pages are most like which.
//
// In: a store, the digest of the running program, the question of related.All. Out: its
// answer, from the store where it was answered before: when nothing has changed in ten
// thousand pages, comparing them is a tenth of all that a build has to do.
package alike

import (
	"lodestone/internal/link/related"
	"lodestone/internal/memo"
)

// Store keeps answers by the digest of the question.
type Store interface {
	Get(memo.Key) ([]byte, bool)
	Put(memo.Key, []byte) error
}

// Answerer gives what answers as related.All does.
func Answerer(store Store, engine memo.Key) func(*related.Question) [][]int {
	return func(q *related.Question) [][]int {
		key := memo.Sum(&question{q, engine})
		var known answer
		if data, ok := store.Get(key); ok && memo.Decode(data, &known) == nil && known.fits(q) {
			return known
		}
		known = related.All(q)
		_ = store.Put(key, memo.Encode(&known)) // a store that fails says so to those who cannot do without
		return known
	}
}

// question is what decides an answer: what is asked, and who answers.
type question struct {
	*related.Question
	engine memo.Key
}

// Code implements memo.Coded, for digests. How many tags and words there are follows
// from those of the entries.
func (q *question) Code(c *memo.Coder) {
	what := "related"
	c.Text(&what)
	c.Key(&q.engine)
	c.Int(&q.Most)
	memo.Slice(c, &q.Entries, func(c *memo.Coder, e *related.Entry) {
		at := int(e.At)
		c.Int(&e.Group)
		c.Int(&at)
		memo.Slice(c, &e.Tags, (*memo.Coder).Int)
		memo.Slice(c, &e.Words, func(c *memo.Coder, w *related.Word) {
			c.Int(&w.ID)
			c.Int(&w.Weight)
		})
	})
}

// answer holds the numbers of the entries most like each.
type answer [][]int

// Code implements memo.Coded.
func (a *answer) Code(c *memo.Coder) {
	memo.Slice(c, (*[][]int)(a), func(c *memo.Coder, best *[]int) { memo.Slice(c, best, (*memo.Coder).Int) })
}

// fits says whether an answer can be that of a question.
func (a answer) fits(q *related.Question) bool {
	if len(a) != len(q.Entries) {
		return false
	}
	for _, best := range a {
		for _, n := range best {
			if n < 0 || n >= len(q.Entries) {
				return false
			}
		}
	}
	return true
}
