// Package internal is the map of Lodestone. It holds no code but the test that
// keeps the map true: who may import whom, and who may open which door.
//
// A site is built in one direction:
//
//	source   a folder → configuration, page by page what it says of itself
//	site     what is published, where, beside what, and where links lead
//	build    every output planned, with the digest of all it depends on
//	render   one page at a time, only if nobody has made it before
//	door     onto a disk, into a browser
//
// Floor by floor, each room importing only from lower ones:
//
//	1  layouts assets   the default theme
//	   file             what a build promises and a door takes
//	   diag             findings, their table of codes, their printers
//	   lang             messages, dates, slugs, stems of a language
//	   memo             what was computed once, by the digest of its inputs
//	   parallel         the same thing many times, on several goroutines
//	   growth           for tests: what costs more than its length
//	2  schema           positioned tree → typed values → JSON Schema
//	   markdown         finished HTML with holes, and what is known of it;
//	                    inside: parse, a body → these, by way of syntax (its
//	                    tree), page (what is made), tags (its raw HTML)
//	   media/image      how much room a picture takes
//	   door             disk: Files → folder; serve: Files → browser
//	3  yamldoc          YAML → positioned tree
//	   theme            layouts, directives, assets, checked; bundle, brand inside
//	   site             the linked site; settings, urls, related inside
//	4  source           a folder → Metas, Docs, places
//	   view             what a layout may see
//	   scaffold         the first files of a site
//	   importer/jekyll  a Jekyll folder → a site's files and a report
//	5  body             fills the holes
//	   seo feed         what machines read
//	6  render           a plan → a page's bytes
//	7  build            the one path
//	8  cmd/lodestone    flags → one call → print → exit code
//
// A room inside another is known to that room alone, but for site/settings and
// site/urls, which hold nouns of everybody's, and markdown/parse, which makes
// the nouns of markdown.
package internal
