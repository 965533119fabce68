package lang

import (
	"strconv"
	"strings"
)

// Reading says how long a text takes: "4-minute read", "1 minute de lecture".
func (l *Language) Reading(n int) string { return l.counted("reading", n) }

// Entries counts the entries of a list: "1 post", "12 posts".
func (l *Language) Entries(n int) string { return l.counted("posts", n) }

// Parts counts the parts of a series: "1 part", "9 parts".
func (l *Language) Parts(n int) string { return l.counted("parts", n) }

// PartOf places a part in its series: "Part 4 of 9".
func (l *Language) PartOf(n, total int) string { return l.placed("part.of", n, total) }

// ResultForms are the texts that count what a search finds, by the plural category
// of CLDR that each is for: "one" → "{n} result". Who counts is a script.
func (l *Language) ResultForms() map[string]string {
	forms := map[string]string{}
	for _, category := range []string{"one", "other"} {
		forms[category] = l.words.counted["results."+category]
	}
	return forms
}

// PageOf places a numbered page: "Page 3 of 7".
func (l *Language) PageOf(n, total int) string { return l.placed("page.of", n, total) }

func (l *Language) placed(name string, n, total int) string {
	return strings.NewReplacer("{n}", l.Number(n), "{m}", l.Number(total)).Replace(l.words.counted[name])
}

// Join lists names: "A", "A and B", "A, B and C".
func (l *Language) Join(names ...string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	case 2:
		return strings.NewReplacer("{a}", names[0], "{b}", names[1]).Replace(l.words.counted["list.two"])
	default:
		first := strings.Join(names[:n-1], ", ")
		return strings.NewReplacer("{a}", first, "{b}", names[n-1]).Replace(l.words.counted["list.end"])
	}
}

func (l *Language) counted(name string, n int) string {
	return strings.ReplaceAll(l.words.counted[name+"."+l.words.plural(n)], "{n}", l.Number(n))
}

// plural names the form that a whole number takes, as CLDR's cardinal rules
// say for the languages that have messages: French uses the singular for 0 and
// 1, English and Italian for 1. CLDR's "many" of French and Italian begins at
// a million ("1 000 000 d’articles"), which nothing counted here reaches.
func (m *messages) plural(n int) string {
	if n == 1 || n == 0 && m == texts().messages["fr"] {
		return "one"
	}
	return "other"
}

// Number writes a whole number with its groups of digits: "1,234", "1 234"
// (with a narrow no-break space), "1.234".
func (l *Language) Number(n int) string {
	if n > -1000 && n < 1000 {
		return strconv.Itoa(n)
	}
	return l.dates.cldr.FormatNumber(float64(n), 0)
}

// ReadingMinutes gives the minutes that a text of so many words takes, at
// least one, 0 for no words at all. Chinese and Japanese are counted in
// characters instead.
//
// Speeds: mean words a minute of adult readers in the IReST study, S.
// Trauzettel-Klosinski, K. Dietz, "Standardized Assessment of Reading
// Performance", Investigative Ophthalmology & Visual Science 53 (2012), 5452,
// table of 17 languages: English 228, French 195, Italian 188, German 179,
// Spanish 218 and so on, each within ±30 from reader to reader; its mean of
// 184 for any other language; characters a minute for Chinese and Japanese.
func (l *Language) ReadingMinutes(words int) int {
	if words <= 0 {
		return 0
	}
	return max(1, (words+l.wpm/2)/l.wpm)
}

func wordsPerMinute(base string) int {
	switch base {
	case "ar":
		return 138
	case "zh":
		return 255
	case "nl":
		return 202
	case "en":
		return 228
	case "fi":
		return 161
	case "fr":
		return 195
	case "de":
		return 179
	case "he":
		return 187
	case "it":
		return 188
	case "ja":
		return 357
	case "pl", "tr":
		return 166
	case "pt":
		return 181
	case "sl":
		return 180
	case "es":
		return 218
	case "sv":
		return 199
	}
	return 184 // the study's mean, and its figure for Russian
}
