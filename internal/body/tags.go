package body

import (
	"bytes"
	"html"
)

// tags goes through the attributes of all start tags of a page's HTML, by the
// rules of the HTML standard's tokenizer (13.2.5). It looks at tags alone, where
// golang.org/x/net/html reads every byte of the text and allocates each tag: a
// feed's entries are made of whole pages.
type tags struct {
	page  []byte
	at    int    // after what was read
	open  bool   // within a tag
	text  string // the tag's name, if what it holds is no HTML
	attr  attr
	value string // of attr, character references resolved
}

// attr is an attribute: its name, and the stretch of the page that it takes
// with the space before it.
type attr struct {
	name     []byte
	from, to int
}

// next goes to the next attribute. After the last it is false.
func (t *tags) next() bool {
	for {
		if !t.open && !t.tag() {
			return false
		}
		if t.attribute() {
			return true
		}
		t.open = false
	}
}

// tag goes behind the name of the next start tag.
func (t *tags) tag() bool {
	if t.text != "" {
		t.skip("</" + t.text)
		t.text = ""
	}
	for {
		i := bytes.IndexByte(t.page[t.at:], '<')
		if i < 0 {
			return false
		}
		t.at += i + 1
		rest := t.page[t.at:]
		switch {
		case len(rest) == 0:
			return false
		case bytes.HasPrefix(rest, []byte("!--")):
			t.skip("-->")
		case rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z':
			name := rest[:length(rest, " \t\n\f\r/>")]
			t.at += len(name)
			switch string(name) {
			case "script", "style", "textarea", "title", "iframe":
				t.text = string(name)
			}
			t.open = true
			return true
		}
	}
}

// skip goes behind a text, or to the end.
func (t *tags) skip(text string) {
	if i := bytes.Index(t.page[t.at:], []byte(text)); i >= 0 {
		t.at += i + len(text)
	} else {
		t.at = len(t.page)
	}
}

// length is how much of a text comes before any of some bytes.
func length(s []byte, until string) int {
	if i := bytes.IndexAny(s, until); i >= 0 {
		return i
	}
	return len(s)
}

// attribute reads the next attribute of the tag at hand, or its end.
func (t *tags) attribute() bool {
	from := t.at
	t.space("/")
	if t.at >= len(t.page) {
		return false
	}
	if t.page[t.at] == '>' {
		t.at++
		return false
	}
	name := t.page[t.at:]
	n := 1 // an equals sign may begin a name
	name = name[:n+length(name[n:], " \t\n\f\r/>=")]
	t.at += len(name)
	t.attr = attr{bytes.ToLower(name), from, t.at}
	t.value = ""
	before := t.at
	if t.space(""); t.at >= len(t.page) || t.page[t.at] != '=' {
		t.at = before
		return true
	}
	t.at++
	t.space("")
	t.value = html.UnescapeString(string(t.quoted()))
	t.attr.to = t.at
	return true
}

// quoted reads a value, in quotes or bare.
func (t *tags) quoted() []byte {
	rest := t.page[t.at:]
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		n := bytes.IndexByte(rest[1:], rest[0])
		if n < 0 {
			t.at = len(t.page)
			return rest[1:]
		}
		t.at += n + 2
		return rest[1 : n+1]
	}
	n := length(rest, " \t\n\f\r>")
	t.at += n
	return rest[:n]
}

// space goes behind white space, and behind other bytes that count as such.
func (t *tags) space(also string) {
	for ; t.at < len(t.page); t.at++ {
		switch c := t.page[t.at]; {
		case c == ' ', c == '\t', c == '\n', c == '\f', c == '\r', also != "" && c == also[0]:
		default:
			return
		}
	}
}
