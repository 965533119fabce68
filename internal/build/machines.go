package build

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"lodestone/internal/feed"
	"lodestone/internal/file"
	"lodestone/internal/hosting"
	"lodestone/internal/memo"
	"lodestone/internal/notice"
	"lodestone/internal/render"
	"lodestone/internal/site"
	"lodestone/internal/site/settings"
	"lodestone/internal/site/urls"
	"lodestone/internal/snippet"
	"lodestone/internal/twin"
)

// guideMost is how many pages of a section llms.txt names, the newest of posts: what
// reads it has little room.
const guideMost = 50

// guides plans llms.txt for each language, unless the site brings its own.
func (r *Result) guides(p *press) {
	if p.Base.Origin == "" {
		return
	}
	for t := range p.Languages {
		if l := &p.Languages[t]; l.Live && !p.brings(urls.OutputPath(l.Guide())) {
			r.listing(urls.OutputPath(l.Guide()), feed.LLMs(p.guide(t)))
		}
	}
}

// brings says whether the site has a file of its own at a path.
func (p *press) brings(path string) bool {
	for i := range p.Resources {
		if p.Resources[i].Path == path {
			return true
		}
	}
	return false
}

// guide lists what search engines may list of a language: its pages, its pillar
// topics, its sections and glossaries, its series, and, for those with time, its tags.
func (p *press) guide(tongue int) *feed.Guide {
	l := &p.Languages[tongue]
	at := map[int]string{} // page → the address to read it at
	pages, topics, series := feed.GuideSection{Name: l.Words().Pages}, feed.GuideSection{Name: l.Words().Topics}, feed.GuideSection{Name: l.Words().Series}
	g := &feed.Guide{Title: l.Title, Summary: l.Description}
	for i := range p.Outputs {
		o := &p.Outputs[i]
		if o.Lang != tongue || !p.Listed(o) {
			continue
		}
		switch o.Kind {
		case settings.Plain, settings.Post, settings.GlossaryTerm:
			at[o.Own] = o.URL
			if address := p.Twin(o); address != "" {
				at[o.Own] = address
			}
			if o.Kind == settings.Plain && len(pages.Links) < guideMost {
				pages.Links = append(pages.Links, p.guided(o.Own, at[o.Own]))
			}
		case settings.Tag, settings.Topic, settings.Series:
			if o.Number < o.Total {
				continue
			}
			list := map[settings.Kind]*[]feed.GuideLink{settings.Tag: &g.Optional, settings.Topic: &topics.Links, settings.Series: &series.Links}[o.Kind]
			if len(*list) < guideMost {
				*list = append(*list, p.guidedList(o))
			}
		}
	}
	g.Sections = append(g.Sections, pages, topics)
	for _, folders := range [][]site.Folder{p.Folders, p.Glossary} {
		for _, f := range folders {
			if f.Lang != tongue {
				continue
			}
			s := feed.GuideSection{Name: f.Title}
			for _, i := range f.Pages {
				if at[i] != "" && len(s.Links) < guideMost {
					s.Links = append(s.Links, p.guided(i, at[i]))
				}
			}
			g.Sections = append(g.Sections, s)
		}
	}
	g.Sections = append(g.Sections, series)
	return g
}

// guidedList is a list, with what a file says of it.
func (p *press) guidedList(o *site.Output) feed.GuideLink {
	if o.Own >= 0 {
		return p.guided(o.Own, o.URL)
	}
	return feed.GuideLink{Name: p.title(o), URL: p.Base.Abs(o.URL)}
}

func (p *press) guided(page int, address string) feed.GuideLink {
	return feed.GuideLink{Name: p.Pages[page].Title, URL: p.Base.Abs(address), Note: snippet.Description(p.Pages[page].Description)}
}

// notices plans the files about people that site.yaml asks for.
func (r *Result) notices(p *press) {
	if team := p.Config.Humans; len(team) > 0 {
		var all []notice.Human
		for _, h := range team {
			all = append(all, notice.Human(h))
		}
		r.listing(urls.OutputPath(site.HumansURL), notice.Humans(all, p.tongueTags()))
	}
	if s := p.Config.Security; p.Security {
		n := notice.Security{
			Contacts: s.Contact, Expires: s.Expires.In(p.Zone), Languages: s.Languages,
			Policy: s.Policy, Acknowledgment: s.Acknowledgments, Encryption: s.Encryption, Hiring: s.Hiring,
		}
		if len(n.Languages) == 0 {
			n.Languages = p.tongueTags()
		}
		if p.Base.Origin != "" {
			n.Canonical = p.Base.Abs(site.SecurityURL)
		}
		r.listing(urls.OutputPath(site.SecurityURL), notice.SecurityText(&n))
	}
}

// tongueTags lists the tags of the site's languages.
func (p *press) tongueTags() (all []string) {
	for i := range p.Languages {
		if p.Languages[i].Live {
			all = append(all, p.Languages[i].Tag)
		}
	}
	return all
}

// headers plans what the host is told to send, and the copies of pages that need to
// be told of.
func (r *Result) headers(p *press) {
	if p.Config.Headers == "" {
		return
	}
	s := hosting.Site{Origin: p.Base.Origin, Hosts: p.Config.AllowHosts, Kept: p.kept()}
	for i := range p.Outputs {
		if o := &p.Outputs[i]; p.Twin(o) != "" {
			s.Twins = append(s.Twins, p.Base.Path(o.URL))
			r.twin(p, o)
		}
	}
	name, in, text := hosting.File(p.Config.Headers, &s)
	root := file.Private
	if in {
		root = file.Public
	}
	r.made(root, name, text)
}

// kept gives the folders whose files are all named by what they hold. One in which
// the site's author has a file too is none: that one will change under its name.
func (p *press) kept() (all []string) {
	for _, folder := range []string{"assets/", "img/", "share/"} {
		if !slices.ContainsFunc(p.Resources, func(r site.Resource) bool { return strings.HasPrefix(r.Path, folder) }) &&
			!slices.ContainsFunc(p.Outputs, func(o site.Output) bool { return strings.HasPrefix(o.URL, "/"+folder) }) {
			all = append(all, p.Base.Path("/"+folder))
		}
	}
	for _, s := range p.searches {
		all = append(all, p.Base.Path(s.folder(p.Languages[s.tongue].Search)))
	}
	return all
}

// twin plans the Markdown copy of a page.
func (r *Result) twin(p *press, o *site.Output) {
	page := &p.Pages[o.Own]
	says := twin.Page{Title: page.Title, Description: page.Front.Description, URL: p.Base.Abs(o.URL)}
	h := memo.NewHash("twin")
	h.Key(p.engine)
	h.Key(p.digests[o.Lang])
	for _, s := range []string{says.Title, says.Description, says.URL} {
		h.Text(s)
	}
	p.addText(h, o.Own)
	f, m := r.promise(file.Public, urls.OutputPath(p.Twin(o)), p.from(o), h.Sum(), func(at *render.Desk) ([]byte, error) {
		html, err := p.whole(at, o.Own, "")
		if err != nil {
			return nil, err
		}
		full := says
		full.HTML = html
		return twin.Markdown(&full)
	})
	f.CopyOf = says.URL
	r.add(f, m)
}

// addText takes into a key what a page's text for a place of its own depends on.
func (p *press) addText(h *memo.Hash, i int) {
	h.Key(p.Pages[i].Doc)
	h.Bytes(p.directives(nil, i))
	for _, t := range p.targets(i) {
		h.Key(memo.Sum(&t))
	}
	if mentions := p.mentionsOf(i); len(mentions) > 0 {
		h.Key(memo.Sum(&mentions))
	}
}

// mark is what comes before the ids of a page where it stands beside others.
func (p *press) mark(i int) string {
	sum := sha256.Sum256([]byte(p.Base.Abs(p.Pages[i].URL)))
	return "p" + hex.EncodeToString(sum[:4]) + "-"
}

// whole gives a page's text for a place of its own: absolute addresses, and ids with
// a prefix; without one, its places are those of the page.
func (p *press) whole(at *render.Desk, i int, prefix string) (string, error) {
	page := &p.Pages[i]
	chrome := &p.chromes[page.Lang]
	return at.Entry(p.theme, p.text(i), p.content, render.Feed{
		Lang: chrome.Lang, Words: chrome.Words, WordsLang: chrome.WordsLang, Origin: p.Base.Origin, Page: p.Base.Abs(page.URL),
		Prefix: prefix,
	})
}
