package lang

import (
	"strings"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// order compares names. A collator keeps buffers and serves one goroutine at a
// time, so each Language has a pool of them, filled when first asked.
type order struct{ pool sync.Pool }

func newOrder(tag string) *order {
	o := &order{}
	o.pool.New = func() any { return collate.New(language.Make(tag), collate.Numeric) }
	return o
}

// Sort compares two names for a list from A to Z: negative when a comes first.
// Letter case and accents decide only between equal letters, numbers count by
// their value ("Part 2" before "Part 10"). Names that collate alike are told
// apart by their bytes, so that only equal names give 0.
func (l *Language) Sort(a, b string) int {
	c := l.order.pool.Get().(*collate.Collator)
	defer l.order.pool.Put(c)
	if n := c.CompareString(a, b); n != 0 {
		return n
	}
	return strings.Compare(a, b)
}
