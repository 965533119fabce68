package templates

import (
	"html/template"
	"strconv"
	"testing"
)

// TestPartForgets: what a part keeps is counted once for each key, and stays
// under its bound but for one outcome that is itself larger.
func TestPartForgets(t *testing.T) {
	p := &part{kept: map[string]template.HTML{}}
	p.keep("k", "html")
	p.keep("k", "html") // by another goroutine, at the same time
	if p.size != len("khtml") {
		t.Errorf("%d bytes counted", p.size)
	}
	large := template.HTML(make([]byte, keptBytes/3))
	for i := range 10 {
		p.keep(strconv.Itoa(i), large)
		n := 0
		for key, html := range p.kept {
			n += len(key) + len(html)
		}
		if n != p.size || n > keptBytes || p.kept[strconv.Itoa(i)] == "" {
			t.Fatalf("%d bytes kept, %d counted, at most %d", n, p.size, keptBytes)
		}
	}
	p.keep("huge", template.HTML(make([]byte, keptBytes)))
	p.keep("small", "x")
	if len(p.kept) != 1 || p.kept["small"] != "x" {
		t.Errorf("%d outcomes kept beside a huge one", len(p.kept))
	}
}
