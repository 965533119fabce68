package alike

import (
	"fmt"
	"testing"

	"lodestone/internal/link/related"
	"lodestone/internal/memo"
)

func sample() *related.Question {
	return &related.Question{Tags: 2, Words: 1, Most: 2, Entries: []related.Entry{
		{Tags: []int{0, 1}, Words: []related.Word{{ID: 0, Weight: 3}}}, {Tags: []int{0, 1}}, {At: 5, Tags: []int{1}}, {Group: 1, Tags: []int{1}},
	}}
}

type shelf map[memo.Key][]byte

func (s shelf) Get(k memo.Key) ([]byte, bool)  { v, ok := s[k]; return v, ok }
func (s shelf) Put(k memo.Key, v []byte) error { s[k] = v; return nil }

// TestAnswerer: the answer is the same the first time, the second time, and when what was
// kept is worth nothing.
func TestAnswerer(t *testing.T) {
	store := shelf{}
	answer, want := Answerer(store, memo.Key{1}), related.All(sample())
	for _, spoil := range []func([]byte) []byte{
		func(v []byte) []byte { return v },
		func(v []byte) []byte { return v },
		func(v []byte) []byte { return v[:1] },
		func(v []byte) []byte { return append([]byte{v[0] + 2}, v[1:]...) },
		func(v []byte) []byte { v[len(v)-2] = 99; return v },
		func([]byte) []byte { return nil },
	} {
		for k, v := range store {
			store[k] = spoil(v)
		}
		if got := answer(sample()); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%v, want %v", got, want)
		}
	}
	if len(store) != 1 {
		t.Errorf("%d answers are kept", len(store))
	}
}

// TestQuestion: all of a question counts.
func TestQuestion(t *testing.T) {
	base := memo.Sum(&question{sample(), memo.Key{}})
	for name, alter := range map[string]func(*related.Question){
		"most": func(q *related.Question) { q.Most++ }, "group": func(q *related.Question) { q.Entries[0].Group = 1 },
		"at": func(q *related.Question) { q.Entries[1].At = 1 }, "tag": func(q *related.Question) { q.Entries[2].Tags[0] = 0 },
		"no tag": func(q *related.Question) { q.Entries[2].Tags = nil }, "word": func(q *related.Question) { q.Entries[0].Words[0].ID = 1 },
		"weight": func(q *related.Question) { q.Entries[0].Words[0].Weight = 4 }, "fewer": func(q *related.Question) { q.Entries = q.Entries[:3] },
	} {
		q := sample()
		if alter(q); memo.Sum(&question{q, memo.Key{}}) == base {
			t.Errorf("%s does not count", name)
		}
	}
	if memo.Sum(&question{sample(), memo.Key{1}}) == base {
		t.Error("the program does not count")
	}
}
