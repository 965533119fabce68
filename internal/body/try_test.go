package body

import (
	"fmt"
	"os"
	"testing"
	"lodestone/internal/markdown"
	"lodestone/internal/view"
)

func identity(m *markdown.Meta) []view.Target {
	all := make([]view.Target, len(m.Refs))
	for i, r := range m.Refs {
		all[i] = view.Target{Kind: view.TargetPage, URL: r.Dest}
	}
	return all
}

func TestTry(t *testing.T) {
	src, err := os.ReadFile("/tmp/w/try.md")
	if err != nil { t.Skip() }
	p := markdown.New(markdown.Options{Lang: "en"})
	d, m, k, ds := p.Parse("x.md", src, 1)
	out, err := Fill(&d, identity(&m), nil, Flavour{Headings: m.Headings})
	fmt.Println(out, err)
	fmt.Printf("%+v\n%+v\n", m, k)
	for _, i := range ds { fmt.Println(i) }
}
