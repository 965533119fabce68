package lang

import (
	"embed"
	"fmt"
	"maps"
	"path"
	"reflect"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed messages/*.txt stops/*.txt names.txt folds.txt
var files embed.FS

// messages is what one language says: the fixed words and the counted texts.
type messages struct {
	words   Words
	counted map[string]string // "posts.one" → "{n} post"
}

// library is everything that the embedded files hold, and the stemmers.
type library struct {
	messages map[string]*messages
	stops    map[string]map[string]bool
	stems    map[string]func() *stemmer
	names    map[string]string
	folds    map[string]map[rune]string // "*" holds those of all languages; they are in each other one too
}

// texts reads the embedded files once. A fault in them is a fault of the
// program and shows in its first test, hence the panics.
var texts = sync.OnceValue(func() library {
	t := library{stems: stemmersOf(), messages: map[string]*messages{}, stops: map[string]map[string]bool{}, names: map[string]string{}}
	for _, name := range []string{"en", "fr", "it"} {
		t.messages[name] = parseMessages("messages/"+name+".txt", read("messages/"+name+".txt"))
	}
	stops, err := files.ReadDir("stops")
	if err != nil {
		panic(err)
	}
	for _, f := range stops {
		set := map[string]bool{}
		for word := range strings.FieldsSeq(read("stops/" + f.Name())) {
			set[word] = true
		}
		t.stops[strings.TrimSuffix(path.Base(f.Name()), ".txt")] = set
	}
	for line := range strings.Lines(read("names.txt")) {
		tag, name, _ := strings.Cut(strings.TrimSpace(line), " ")
		t.names[tag] = name
	}
	t.folds = parseFolds(read("folds.txt"))
	return t
})

func read(name string) string {
	text, err := files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// parseMessages reads lines "Name: text" (a field of Words) and
// "name.one: text", "name.other: text" (a counted text, {n} the number).
func parseMessages(file, text string) *messages {
	m := &messages{counted: map[string]string{}}
	words := reflect.ValueOf(&m.words).Elem()
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok {
			panic(fmt.Sprintf("%s: want key: text, not %q", file, line))
		}
		if key[0] >= 'a' {
			m.counted[key] = value
			continue
		}
		field := words.FieldByName(key)
		if !field.IsValid() || field.String() != "" {
			panic(fmt.Sprintf("%s: %s is no field of Words, or stands twice", file, key))
		}
		field.SetString(value)
	}
	return m
}

// parseFolds reads lines "languages letter text", those of all languages first.
func parseFolds(text string) map[string]map[rune]string {
	folds := map[string]map[rune]string{"*": {}}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		part := strings.Fields(line)
		letter, _ := utf8.DecodeRuneInString(part[1])
		for tag := range strings.SplitSeq(part[0], ",") {
			if folds[tag] == nil {
				folds[tag] = maps.Clone(folds["*"])
			}
			folds[tag][letter] = strings.TrimPrefix(part[2], "-")
		}
	}
	return folds
}

// Words are the theme's fixed texts, in English where Messages says no.
func (l *Language) Words() Words { return l.words.words }

// nameOf finds a language's own name: that of the whole tag, else that of the
// language, with the region after it.
func (t library) nameOf(tag, base, region string) string {
	if name, ok := t.names[tag]; ok {
		return name
	}
	name, ok := t.names[base]
	switch {
	case !ok:
		return tag
	case region != "":
		return name + " (" + region + ")"
	}
	return name
}
