// Package markup turns the body of a page as Jekyll and Eleventy sites hold it,
// Liquid already spent, into the Markdown that the strict engine takes.
//
// In: the lines of a body (Markdown as CommonMark, GFM, kramdown and
// markdown-it-attrs read it, mixed with HTML of any quality) and a Resolver
// that knows which links and images lead somewhere. Out: lines of CommonMark
// with GFM, footnotes and generic directives, notes of every change with the
// source line, and what was lost. No input is an error; none panics.
//
// What holds of the output:
//
//   - HTML is balanced; script, style, forms, style=, class=, on…= are gone;
//     simple elements became Markdown, iframes became ::embed, figures of one
//     image became the figure directive, images elsewhere became links;
//   - headings begin at ## and skip no level;
//   - kramdown attribute lists are gone, an id on a heading became {#id};
//   - reference links are inline links and the definitions are gone;
//   - every open code fence is closed.
//
// Blocks follow CommonMark 0.31: containers are stripped of their prefix,
// converted, and given the prefix back, so text that needs no change keeps its
// line breaks. HTML blocks differ on purpose: one runs from an opening tag to
// its closing tag, Markdown between included, where CommonMark would cut it at
// a blank line, because that is what the writer meant. And a tag that holds
// nothing (img, br, hr) ends with its line: what follows is Markdown.
//
// Here are the blocks of Markdown alone. Package lines knows what a line
// begins; inline reads the text of a paragraph into nodes, tree the tags of an
// HTML block; prose writes nodes into a line, flow as blocks.
package markup

import (
	"lodestone/internal/importer/jekyll/markup/flow"
	"lodestone/internal/importer/jekyll/markup/inline"
	"lodestone/internal/importer/jekyll/markup/lines"
	"lodestone/internal/importer/jekyll/markup/prose"
	"lodestone/internal/importer/jekyll/report"
)

// What a conversion takes and gives, by the names of the packages that know it.
type (
	Line     = lines.Line
	Target   = prose.Target
	Resolver = prose.Resolver
	Heading  = flow.Heading
)

// Result is a converted body.
type Result struct {
	report.Log
	Lines    []Line
	Headings []Heading
	IDs      []string // of raw HTML, headings left out
}

// Convert does the whole way.
func Convert(in []Line, r Resolver) Result {
	var log report.Log
	c := &converter{Reader: inline.NewReader(&log, in), Writer: flow.New(&log, r)}
	c.Writer.Blocks = c.blocks
	out := lines.Tidy(c.blocks(in, 0))
	return Result{log, out, c.Headings, c.IDs}
}

// converter holds what one body needs while it is converted.
type converter struct {
	*inline.Reader
	*flow.Writer
	endless int // elements seen whose end never came
}
