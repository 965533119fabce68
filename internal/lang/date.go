package lang

import (
	"strconv"
	"strings"
	"time"

	"github.com/bep/golocales"
)

// dateRules say how a language writes dates and numbers. CLDR's names of
// months and groups of digits come from golocales; the order of the words is
// ours where CLDR's is not what careful writers of the language use.
type dateRules struct {
	cldr   golocales.Translator
	months []string // their names, from January
	first  string   // the first day of the month: "1er", "1º"; "" for a plain 1
	era    bool     // golocales leaves the letter of CLDR's pattern for the era in the date
	plain  bool     // day, month, year and nothing else
}

func datesOf(l *Language) dateRules {
	d := dateRules{}
	switch l.base {
	case "fr":
		d.plain, d.first = true, "1er"
	case "it":
		d.plain, d.first = true, "1º"
	case "th", "la":
		d.era = true
	case "en":
		d.plain = l.region == "" // "22 November 2026"; with a region, that region's order
	}
	tags := []string{l.tag, l.base + "-" + l.script + "-" + l.region, l.base + "-" + l.region, l.base + "-" + l.script, l.base}
	if l.base == "fr" || l.base == "it" {
		tags = []string{l.base}
	}
	for _, tag := range tags {
		if t := golocales.New(tag); t != nil {
			d.cldr, d.months = t, t.MonthsWide()
			return d
		}
	}
	d.cldr, d.plain = golocales.New("en"), true
	d.months = d.cldr.MonthsWide()
	return d
}

// Month writes a month and its year: "November 2026", "novembre 2026". Months count
// from 1.
func (l *Language) Month(year, month int) string {
	name := l.dates.months[(month-1)%12]
	switch l.base {
	case "zh", "ja":
		return strconv.Itoa(year) + "年" + strconv.Itoa(month) + "月"
	case "ko":
		return strconv.Itoa(year) + "년 " + strconv.Itoa(month) + "월"
	}
	return name + " " + strconv.Itoa(year)
}

// Date writes a day in full: "22 November 2026", "1er novembre 2026", "1º
// novembre 2026", "22. November 2026". Days and months count from 1.
func (l *Language) Date(year, month, day int) string {
	d := l.dates
	if !d.plain {
		text := d.cldr.FormatDateLong(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		if d.era {
			text = strings.Replace(text, " G", "", 1)
		}
		return text
	}
	first := strconv.Itoa(day)
	if day == 1 && d.first != "" {
		first = d.first
	}
	return first + " " + d.months[(month-1)%12] + " " + strconv.Itoa(year)
}
