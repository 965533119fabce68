package accept

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/net/html"
)

// article finds the body of a post: the element of class prose.
func article(page string) (*html.Node, error) {
	f, err := os.Open(page)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		return nil, err
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && hasClass(n, "prose") {
			dropThemeWords(n)
			return n, nil
		}
	}
	return nil, fmt.Errorf("%s: no element of class prose", page)
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// dropThemeWords takes out what the theme says in its own voice: the sentence
// beside a link to a film that it leads to another site.
func dropThemeWords(article *html.Node) {
	var small []*html.Node
	for n := range article.Descendants() {
		if n.Data == "small" && n.Parent.Data == "p" && hasClass(n.Parent, "embed") {
			small = append(small, n)
		}
	}
	for _, n := range small {
		n.Parent.RemoveChild(n)
	}
}
