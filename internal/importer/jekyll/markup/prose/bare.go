package prose

import (
	"regexp"
	"strings"

	"lodestone/internal/importer/jekyll/markup/tree"
)

// bareRE is an address that becomes a link by itself: where GFM looks for one
// (§6.9), and as far as package markdown of the engine reads it.
var bareRE = regexp.MustCompile(`(^|[\s*_~(])((?:(?:https?|ftp)://|www\.)[-\pL\pN@:%._+~#=]{1,256}\.\pL+(?::\d+)?(?:[/#?][^\s<>"“”«»]*)?)`)

// bareEndRE is one at the end of a text.
var bareEndRE = regexp.MustCompile(`(?:https?://|www\.)[^\s<>"]+$`)

// bare notes the addresses that the engine will make links of.
func (c *Writer) bare(n *tree.Node, s string) {
	if !strings.Contains(s, "://") && !strings.Contains(s, "www.") {
		return
	}
	for _, m := range bareRE.FindAllStringSubmatchIndex(s, -1) {
		if strings.HasSuffix(s[:m[4]], "](") {
			continue // a broken link, which stays text
		}
		u := trimmedAddress(s[m[4]:m[5]])
		c.Note(n.After(s[:m[4]]), "autolink", u, "["+u+"]("+u+")")
	}
}

// trimmedAddress leaves out the punctuation at the end that belongs to the
// sentence.
func trimmedAddress(u string) string {
	for {
		t := strings.TrimRight(u, "?!.,:*_~")
		if strings.HasSuffix(t, ")") && strings.Count(t, ")") > strings.Count(t, "(") {
			t = t[:len(t)-1]
		}
		if t == u {
			return u
		}
		u = t
	}
}
