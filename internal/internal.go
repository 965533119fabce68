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
//	   notice           humans.txt and security.txt
//	   hosting          which headers a host shall send
//	   twin             a page's HTML → Markdown, for programs
//	   snippet          what a list of search results shows of a page
//	   sketch           how much two texts differ, from a few characters of each
//	   growth           for tests: what costs more than its length
//	2  schema           positioned tree → typed values; date inside;
//	                    describe: a declaration → JSON Schema, reference
//	   markdown         finished HTML with holes, and what is known of it;
//	                    inside: parse, a body → these, by way of syntax (its
//	                    tree), page (what is made), tags (its raw HTML), fence
//	                    (what stands after ```), printed (how code looks),
//	                    mention (where names stand in a body), terms (its words,
//	                    for those who search)
//	   media            image: what a picture is, and whether it may be shown;
//	                    svg, of a drawing, and tint, its colour, inside; develop:
//	                    its pixels → another size or format; card: words → the
//	                    picture that networks show; qr: an address → its QR code
//	   door/folder      a folder to read from; where folders lie
//	   door/fault       what a door says to whoever can mend it
//	   door/encoder     a declared program, run on a picture
//	3  yamldoc          YAML → positioned tree; lines, mend inside
//	   vocabulary       the names of schema.org, and what is said in them
//	   theme            layouts, directives, assets; brand, bundle, copied, policy
//	                    and templates (read, checked, executable) inside
//	   site             what reading gives and the linked site; settings, urls,
//	                    lock inside
//	   door             disk: Files → folder; fresh: Files → new folder;
//	                    rename: files → other names and texts;
//	                    serve: Files → browser; ledger, tree inside
//	4  source           a folder → Metas, Docs, places
//	   link             Metas → the linked site; addresses, ending, files,
//	                    findings, glossary, heads, keep, menu, paging, people,
//	                    reference, related, route, schedule, series, spelling,
//	                    topics, versions, years inside
//	   view             what a layout may see
//	   search           words of pages → the index that browsers read; searchtest,
//	                    a reader of it for tests, inside
//	   scaffold         the first files of a site
//	   importer/jekyll  a Jekyll folder → a site's files and a report; address,
//	                    config, front, liquid, markup, people, report inside
//	5  body             fills the holes
//	   seo feed         what machines read; graph, in schema.org's words, inside
//	6  render           a plan → a page's bytes
//	7  build            the one path; inside: studio, which card a page has;
//	                    darkroom, which forms a picture has;
//	                    alike, which pages are most like which, remembered;
//	                    lists, what pages show of series, topics, years;
//	                    mentions, which terms texts lead to
//	8  move             what becomes of which file where a page is renamed
//	9  cmd/lodestone    flags → one call → print → exit code
//
// A room inside another is known to that room alone, but for schema/date,
// media/image/tint, whose stylesheet pages link to, site/settings, site/urls and site/lock, which hold nouns of everybody's,
// markdown/parse and markdown/mention, which make the nouns of markdown, and
// schema/describe, which only the command line asks.
package internal
