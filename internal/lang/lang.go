// Package lang knows how each language writes: the theme's words, numbers and
// plurals, dates, quotation marks, addresses, word stems and stop words, the
// order of names.
//
// In: a language tag (BCP 47, RFC 5646) and plain text, numbers or dates. Out:
// text. There are no errors: For takes any tag. Its rules are those of the
// base language ("fr-CA" writes as "fr"), with what script and region change:
// the direction of a script, the order of an English date. A language that is
// not known gets neutral rules and English words. Words and counted texts
// exist in English, French and Italian; Messages says so.
//
// Sources: plural rules, digit grouping, quotation marks, months and date
// forms follow CLDR; the order of names is that of the Unicode collation
// algorithm with CLDR's tailorings (golang.org/x/text/collate); stems are
// those of the Snowball algorithms; reading speeds those of the IReST study
// (see ReadingMinutes). Text is UTF-8; bytes that are not count as U+FFFD.
//
// A Language may be used by many goroutines at once.
package lang

import (
	"regexp"
	"strings"

	"golang.org/x/text/language"
)

// Language is one language's rules.
type Language struct {
	tag, base, region, script string
	name                      string
	words                     *messages
	folds                     map[rune]string
	stops                     map[string]bool
	wpm                       int
	stems                     *stemmer
	order                     *order
	dates                     dateRules
}

// For gives the rules of a tag. Letter case does not matter, and neither does
// a tag that is not well formed: that is an unknown language.
func For(tag string) *Language {
	l := &Language{tag: tag}
	if Valid(tag) {
		l.split()
	}
	t := texts()
	l.name = t.nameOf(l.tag, l.base, l.region)
	l.words = t.messages[l.base]
	if l.words == nil {
		l.words = t.messages["en"]
	}
	l.folds = t.folds[l.base]
	if l.folds == nil {
		l.folds = t.folds["*"]
	}
	l.stops = t.stops[l.base]
	l.wpm = wordsPerMinute(l.base)
	if stems := t.stems[l.base]; stems != nil {
		l.stems = stems()
	}
	l.order = newOrder(l.tag)
	l.dates = datesOf(l)
	return l
}

// wellFormed is the grammar of RFC 5646 §2.1 without its grandfathered tags,
// tags that are wholly private use, and primary subtags of four letters and
// more, none of which has ever been registered.
var wellFormed = regexp.MustCompile(`(?i)^([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?` +
	`(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?$`)

// Valid says whether a tag is well-formed BCP 47, begins with a registered language
// and names a registered region if any: "fr", "pt-BR", "zh-Hant", not "english",
// "fr_CA", "xx" or "en-UK", which is en-GB.
func Valid(tag string) bool {
	if len(tag) > 64 {
		return false
	}
	m := wellFormed.FindStringSubmatch(tag)
	if m == nil {
		return false
	}
	_, err := language.ParseBase(m[1])
	return err == nil && (m[3] == "" || registered(m[3]))
}

// registered says whether a region's code is the one that is in use.
func registered(region string) bool {
	r, err := language.ParseRegion(region)
	return err == nil && (region[0] <= '9' || r.IsCountry() && strings.EqualFold(r.Canonicalize().String(), region))
}

// Messages says whether the theme's words exist in the tag's language.
func Messages(tag string) bool {
	if !Valid(tag) {
		return false
	}
	l := Language{tag: tag}
	l.split()
	return texts().messages[l.base] != nil
}

// split reads the parts of a valid tag and writes the tag in the usual letter
// case (RFC 5646 §2.1.1).
func (l *Language) split() {
	m := wellFormed.FindStringSubmatchIndex(l.tag)
	tag := []byte(strings.ToLower(l.tag))
	if m[4] >= 0 {
		l.script = strings.ToUpper(l.tag[m[4]:m[4]+1]) + string(tag[m[4]+1:m[5]])
		copy(tag[m[4]:], l.script)
	}
	if m[6] >= 0 {
		l.region = strings.ToUpper(l.tag[m[6]:m[7]])
		copy(tag[m[6]:], l.region)
	}
	l.base = string(tag[m[2]:m[3]])
	if b, err := language.ParseBase(l.base); err == nil {
		l.base = b.String() // "eng" is "en"
	}
	l.tag = string(tag)
}

// Tag is the language's tag in the usual letter case: "fr", "pt-BR".
func (l *Language) Tag() string { return l.tag }

// Hreflang is the tag by which search engines know the language: a language, a script
// and a country (Google, "Tell Google about localized versions of your page"). Other
// parts are left out: of "es-419", Latin America, "es" remains.
func (l *Language) Hreflang() string {
	tag := l.base
	if l.script != "" {
		tag += "-" + l.script
	}
	if l.region != "" && l.region[0] > '9' {
		tag += "-" + l.region
	}
	return tag
}

// Name is the language's name in itself, "français", with its region where the
// tag has one: "français (Canada)". Of an unknown language it is the tag.
func (l *Language) Name() string { return l.name }

// Dir is the direction of the text, "ltr" or "rtl": that of the tag's script,
// else that of the language's usual script.
func (l *Language) Dir() string {
	switch l.script {
	case "Arab", "Aran", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr", "Armi", "Phnx", "Yezi":
		return "rtl"
	case "":
		switch l.base {
		case "ar", "he", "fa", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "arc", "syr", "nqo", "arz", "ary", "azb", "pnb", "skr", "glk", "mzn", "lrc", "ks":
			return "rtl"
		}
	}
	return "ltr"
}
