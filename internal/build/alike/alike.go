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
		key := asked(engine, q)
		var known answer
		if data, ok := store.Get(key); ok && memo.Decode(data, &known) == nil && known.fits(q) {
			return known
		}
		known = related.All(q)
		_ = store.Put(key, memo.Encode(&known)) // a store that fails says so to those who cannot do without
		return known
	}
}

// asked is the digest of a question and of what answers it.
func asked(engine memo.Key, q *related.Question) memo.Key {
	h := memo.NewHash("related")
	h.Key(engine)
	h.Int(q.Most)
	h.Int(len(q.Entries))
	for i := range q.Entries {
		e := &q.Entries[i]
		h.Int(e.Group)
		h.Int(int(e.At))
		h.Int(len(e.Tags))
		for _, t := range e.Tags {
			h.Int(t)
		}
		h.Int(len(e.Words))
		for _, w := range e.Words {
			h.Int(w.ID)
			h.Int(w.Weight)
		}
	}
	return h.Sum()
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
