package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold writes a word in the one way in which words are compared: in lower case,
// without the accents of Latin, Greek and Cyrillic letters. What readers leave out
// when they type is left out of the index, too.
func Fold(word string) string {
	ascii := true
	for i := 0; i < len(word) && ascii; i++ {
		ascii = word[i] < utf8.RuneSelf
	}
	if ascii {
		return word
	}
	bare := strings.Map(func(r rune) rune {
		switch {
		case r >= 0x300 && r <= 0x36f: // combining diacritical marks
			return -1
		case r == 'ς':
			return 'σ'
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(word))
	return norm.NFC.String(bare)
}

// Shard says in which of so many shards a folded word stands: by its first three
// characters (FNV-1a, 32 bits, over characters).
func Shard(word string, shards int) int {
	h, n := uint32(2166136261), 0
	for _, r := range word {
		if n == 3 {
			break
		}
		h = (h ^ uint32(r)) * 16777619
		n++
	}
	return int(h % uint32(shards))
}

// shard is one file of stems with their postings and forms.
type shard struct {
	stems map[string][]posting
	forms map[string][]string // those that the rule gets wrong; none for a common word
}

// shards divides stems and forms, finds the endings, and writes the files.
func (m *maker) shards(shape Shape) ([][]byte, []string) {
	all := make([]shard, shape.Shards)
	for i := range all {
		all[i] = shard{map[string][]posting{}, map[string][]string{}}
	}
	for i, name := range m.names {
		all[Shard(name, shape.Shards)].stems[name] = m.lists[i]
	}
	ends := m.endings(all)
	for form, stems := range m.forms {
		s := &all[Shard(form, shape.Shards)]
		if got := s.stem(form, ends); len(stems) != 1 || got != stems[0] {
			s.forms[form] = stems
		}
	}
	for name, list := range m.named() {
		all[Shard(name, shape.Shards)].stems[name] = list
	}
	files := make([][]byte, len(all))
	for i := range all {
		files[i] = all[i].encode()
	}
	return files, slices.Sorted(maps.Keys(ends))
}

// stem is the rule for words that no list names: the longest stem that a word
// begins with and that an ending makes whole; "" for none.
func (s *shard) stem(word string, ends map[string]bool) string {
	for i := len(word); i > 0; i-- {
		if i < len(word) && !utf8.RuneStart(word[i]) {
			continue
		}
		if _, ok := s.stems[word[:i]]; ok && (i == len(word) || ends[word[i:]]) {
			return word[:i]
		}
	}
	return ""
}

const (
	mostEndings = 60
	leastForms  = 3    // of words with an ending that is taken for one; fewer where
	manyForms   = 1000 // a site has not so many words for each of them
)

// endings finds what commonly follows a stem on this site.
func (m *maker) endings(all []shard) map[string]bool {
	count := map[string]int{}
	for form, stems := range m.forms {
		if len(stems) != 1 {
			continue
		}
		if rest, ok := strings.CutPrefix(form, stems[0]); ok && rest != "" && Shard(form, len(all)) == Shard(stems[0], len(all)) {
			count[rest]++
		}
	}
	least := min(leastForms, 1+len(m.forms)/manyForms)
	maps.DeleteFunc(count, func(_ string, n int) bool { return n < least })
	names := slices.SortedFunc(maps.Keys(count), func(a, b string) int {
		return cmp.Or(count[b]-count[a], cmp.Compare(a, b))
	})
	ends := map[string]bool{}
	for _, e := range names[:min(len(names), mostEndings)] {
		ends[e] = true
	}
	return ends
}

// encode writes a shard as JSON, sorted by words.
func (s *shard) encode() []byte {
	b := []byte(`{"s":{`)
	for i, name := range slices.Sorted(maps.Keys(s.stems)) {
		b = appendName(b, i, name)
		b = append(b, '[')
		last := int32(-1)
		for k, p := range s.stems[name] {
			if k > 0 {
				b = append(b, ',')
			}
			b = strconv.AppendInt(b, int64((p.page-last)*Scale+p.impact), 10)
			last = p.page
		}
		b = append(b, ']')
	}
	b = append(b, `},"f":{`...)
	for i, form := range slices.Sorted(maps.Keys(s.forms)) {
		b = appendName(b, i, form)
		switch stems := s.forms[form]; len(stems) {
		case 0:
			b = append(b, '0')
		case 1:
			b = appendWord(b, stems[0])
		default:
			b = append(b, encode(stems)...)
		}
	}
	return append(b, "}}\n"...)
}

func appendName(b []byte, i int, name string) []byte {
	if i > 0 {
		b = append(b, ',')
	}
	return append(appendWord(b, name), ':')
}

// appendWord writes a word as a text of JSON: nothing in a word needs escaping, since
// it is made of letters, digits and their marks.
func appendWord(b []byte, word string) []byte {
	return append(append(append(b, '"'), word...), '"')
}

// encode writes a value as JSON, with < and > as they are: no page holds it.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err) // plain texts and numbers always encode
	}
	return bytes.TrimSpace(b.Bytes())
}
