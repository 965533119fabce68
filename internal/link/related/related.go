// Package related finds the entries that are most like another: by shared tags
// and by the few heaviest words of each, with whole-number weights.
//
// In: entries, newest first, with their tags and keywords. Out: for each the
// best others, best first. No figure is taken over the whole site, so entries
// that share nothing with one never change its neighbours; and each list of
// sharers is looked at only near the entry itself, so that the work grows with
// the number of entries and not with its square.
package related

import (
	"runtime"
	"slices"
	"sync"
)

// Entry is what is compared. Tags and Words are any numbers that name a tag or
// a word the same everywhere.
type Entry struct {
	Group int   // only entries of one group (a language) meet
	At    int64 // when it was published, in seconds; breaks ties
	Tags  []int
	Words []Word
}

// Word is a keyword with its weight in the entry.
type Word struct{ ID, Weight int }

const (
	tagWeight  = 12 // a shared tag counts as much as a very frequent shared word
	tagWindow  = 24 // sharers looked at on either side in a tag's list
	wordWindow = 8
	leastScore = 12 // less than a shared tag is chance
)

type sharer struct{ entry, weight int32 }

// Question is what All answers.
type Question struct {
	Entries     []Entry
	Tags, Words int // how many there are: all numbers are below
	Most        int // how many others of each entry are wanted
}

// All gives for each entry those most like it, best first; among equals the one
// published nearer to it comes first, then the one that stands first. It uses all
// cores.
func All(q *Question) [][]int {
	x, n := newIndex(q.Entries, q.Tags, q.Words), q.Most
	all := make([][]int, len(q.Entries))
	workers := runtime.GOMAXPROCS(0)
	var done sync.WaitGroup
	for w := range workers {
		done.Go(func() {
			var s scratch
			for i := w; i < len(all); i += workers {
				all[i] = x.best(i, n, &s)
			}
		})
	}
	done.Wait()
	return all
}

// index holds, for each tag and word, who has it, in the order of the entries.
type index struct {
	entries []Entry
	tags    [][]sharer
	words   [][]sharer
	tagAt   [][]int32 // entry → its place in each of its tags' lists
	wordAt  [][]int32
}

func newIndex(entries []Entry, tags, words int) *index {
	x := &index{
		entries: entries, tags: make([][]sharer, tags), words: make([][]sharer, words),
		tagAt: make([][]int32, len(entries)), wordAt: make([][]int32, len(entries)),
	}
	for i, e := range entries {
		x.tagAt[i] = make([]int32, len(e.Tags))
		for k, t := range e.Tags {
			x.tagAt[i][k] = int32(len(x.tags[t]))
			x.tags[t] = append(x.tags[t], sharer{int32(i), tagWeight})
		}
		x.wordAt[i] = make([]int32, len(e.Words))
		for k, w := range e.Words {
			x.wordAt[i][k] = int32(len(x.words[w.ID]))
			x.words[w.ID] = append(x.words[w.ID], sharer{int32(i), int32(w.Weight)})
		}
	}
	return x
}

// scratch is working memory that calls of best on one goroutine share.
type scratch struct {
	score []int32
	seen  []int32
}

// best gives the n entries most like entry i.
func (x *index) best(i, n int, s *scratch) []int {
	if len(s.score) < len(x.entries) {
		s.score = make([]int32, len(x.entries))
	}
	e := x.entries[i]
	for k, t := range e.Tags {
		x.add(s, x.tags[t], int(x.tagAt[i][k]), tagWindow, tagWeight)
	}
	for k, w := range e.Words {
		x.add(s, x.words[w.ID], int(x.wordAt[i][k]), wordWindow, int32(w.Weight))
	}
	best, least := make([]int, 0, n+1), int32(leastScore)
	for _, c := range s.seen {
		if s.score[c] < least { // nearly all: what else is known of them need not be looked at
			continue
		}
		if j := int(c); j != i && x.entries[j].Group == e.Group {
			if best = insert(best, j, n, func(a, b int) bool { return x.better(s.score, i, a, b) }); len(best) == n && n > 0 {
				least = max(least, s.score[best[n-1]])
			}
		}
	}
	for _, c := range s.seen {
		s.score[c] = 0
	}
	s.seen = s.seen[:0]
	return slices.Clip(best)
}

func (x *index) add(s *scratch, list []sharer, at, window int, mine int32) {
	for _, o := range list[max(0, at-window):min(len(list), at+window+1)] {
		if s.score[o.entry] == 0 {
			s.seen = append(s.seen, o.entry)
		}
		s.score[o.entry] += min(mine, o.weight)
	}
}

func (x *index) better(score []int32, i, a, b int) bool {
	if score[a] != score[b] {
		return score[a] > score[b]
	}
	at := x.entries[i].At
	if da, db := distance(x.entries[a].At, at), distance(x.entries[b].At, at); da != db {
		return da < db
	}
	return a < b
}

func distance(a, b int64) int64 { return max(a-b, b-a) }

// insert keeps the n best in order.
func insert(best []int, c, n int, better func(a, b int) bool) []int {
	if len(best) == n && !better(c, best[n-1]) {
		return best
	}
	at := 0
	for at < len(best) && better(best[at], c) {
		at++
	}
	best = slices.Insert(best, at, c)
	return best[:min(len(best), n)]
}
