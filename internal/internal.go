// Package internal is the map of Lodestone. It holds no code but the test that
// keeps the map true: who may import whom, and who may open which door.
//
// A site is built in one direction:
//
//	source   a folder → configuration, page by page what it says of itself
//	link     what is published, where, beside what, and where links lead: a Site
//	build    every output planned, with the digest of all it depends on
//	render   one page at a time, only if nobody has made it before
//	door     onto a disk, into a browser
//
// Floor by floor, each room importing only from lower ones:
//
//	1  layouts assets   the default theme
//	   file             what a build promises and a door takes
//	   diag             findings, their table of codes, their printers
//	   lang             messages, dates, slugs, stems of a language; typeset,
//	                    its quotes and dashes, inside
//	   memo             what was computed once, by the digest of its inputs;
//	                    pack, the form of its files, inside
//	   parallel         the same thing many times, on several goroutines
//	   growth           for tests: what costs more than its length
//	2  schema           positioned tree → typed values; date inside;
//	                    describe: a declaration → JSON Schema, reference
//	   markdown         finished HTML with holes, and what is known of it;
//	                    inside: parse, a body → these, by way of syntax (its
//	                    tree), page (what is made), tags (its raw HTML), fence
//	                    (what stands after ```), printed (how code looks), terms
//	                    (its words, for those who search)
//	   media            image: how much room a picture takes; card: words →
//	                    the picture that networks show
//	   door/folder      a folder to read from; where folders lie
//	   door/fault       what a door says to whoever can mend it
//	3  yamldoc          YAML → positioned tree; lines, mend inside
//	   theme            layouts, directives, assets; brand, bundle and
//	                    templates (read, checked, executable) inside
//	   site             what reading gives and the linked site; settings, urls
//	                    inside
//	   door             disk: Files → folder; fresh: Files → new folder;
//	                    serve: Files → browser; ledger, tree inside
//	4  source           a folder → Metas, Docs, places
//	   link             Metas → the linked site; addresses, ending, files,
//	                    findings, menu, paging, people, reference, related,
//	                    route, schedule, spelling inside
//	   view             what a layout may see
//	   search           words of pages → the index that browsers read; searchtest,
//	                    a reader of it for tests, inside
//	   scaffold         the first files of a site
//	   importer/jekyll  a Jekyll folder → a site's files and a report; address,
//	                    config, front, liquid, markup, people, report inside
//	5  body             fills the holes
//	   seo feed         what machines read; graph, in schema.org's words, inside
//	6  render           a plan → a page's bytes
//	7  build            the one path; studio, which card a page has, inside
//	8  cmd/lodestone    flags → one call → print → exit code
//
// A room inside another is known to that room alone, but for schema/date,
// site/settings and site/urls, which hold nouns of everybody's, markdown/parse,
// which makes the nouns of markdown, and schema/describe, which only the command
// line asks.
package internal
