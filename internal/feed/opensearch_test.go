package feed

import (
	"encoding/xml"
	"testing"
)

func TestOpenSearch(t *testing.T) {
	s := SearchSite{
		Title: "Notes & queries of a long name", Lang: "en-GB", Icon: "https://e.example/i.svg",
		Page: "https://e.example/a&b/search/", Self: "https://e.example/opensearch.xml",
	}
	want := xml.Header + `<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Notes &amp; queries</ShortName>
<LongName>Notes &amp; queries of a long name</LongName>
<Description>Notes &amp; queries of a long name</Description>
<Language>en-GB</Language>
<Image>https://e.example/i.svg</Image>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" rel="results" template="https://e.example/a&amp;b/search/?q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="https://e.example/opensearch.xml"/>
</OpenSearchDescription>
`
	if got := string(OpenSearch(&s)); got != want {
		t.Errorf("got\n%s", got)
	}
	for text, want := range map[string]string{"": "", "abc": "abc", "one two three four": "one two three", "sixteen letters!": "sixteen letters!", "abcdefghijklmnopqrstuvwxyz": "abcdefghijklmnop"} {
		if got := atMost(text, 16); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
