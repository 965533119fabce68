package build

import (
	"strings"
	"testing"
)

// TestKept: a host is told to keep for ever the folders in which every file is named
// by what it holds, those of search indexes among them, and none in which an author
// has a file.
func TestKept(t *testing.T) {
	const keep = "/*\n  Cache-Control: public, max-age=31536000, immutable\n"
	for _, own := range []string{"", "img/map.txt", "share.md"} {
		site := map[string]string{"site.yaml": "title: Notes\nsearch: true\nheaders: netlify\nlanguages: {fr: {}}\n", "content/a.md": "Text.\n", "content/a.fr.md": "Texte.\n"}
		if own != "" {
			site["content/"+own] = "x"
		}
		all := written(t, must(t, tree(site), options(), store(t, "")))
		said := all["public/_headers"]
		for path := range all {
			folder, _, _ := strings.Cut(strings.TrimPrefix(path, "public/"), "/w0.json")
			want := folder != strings.TrimPrefix(path, "public/")
			if has := strings.Contains(said, "\n/"+folder+keep); want && !has {
				t.Errorf("%s is not kept:\n%s", path, said)
			}
		}
		for _, folder := range []string{"assets", "img", "share"} {
			if has := strings.Contains(said, "/"+folder+keep); has == strings.HasPrefix(own, folder) {
				t.Errorf("with %q, /%s/ kept %t", own, folder, has)
			}
		}
		if strings.Contains(said, "/search"+keep) || strings.Count(said, keep) != 5-min(1, len(own)) {
			t.Errorf("with %q:\n%s", own, said)
		}
	}
}
