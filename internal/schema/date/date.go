// Package date reads and writes the dates of authors.
//
// In: a text. Out: a Date, which is a day or an instant and becomes a moment of
// a zone only when somebody names the zone; or a Fault that says what is wrong
// with the text, with a guess where there is only one. The form follows RFC
// 3339, loosened where authors do.
package date

import (
	"strconv"
	"strings"
	"time"

	"lodestone/internal/memo"
)

// Date is a day or an instant as an author writes it:
//
//	2026-01-15
//	2026-01-15 10:00        2026-01-15T10:00:30.5
//	2026-01-15T10:00Z       2026-01-15 10:00:00 +0100
//
// Between day and time stands a T or spaces; seconds and their fraction (up to
// nine digits) may be left out; an offset is Z, +01:00, +0100 or +01. Years run
// from 1 to 9999.
type Date struct {
	// Time holds what was written: in its own offset when Zoned, else the
	// numbers of the wall clock in UTC, which In puts into a zone.
	Time  time.Time
	Zoned bool // the text has an offset
	Day   bool // the text has no time of day
}

// IsZero says whether no date was given.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// In gives the instant: a Zoned date is one already, another is read on the
// clocks of zone. A day begins at 00:00. A time that the clocks of the zone
// skip is moved forward by what they skip; one that they show twice is the
// first (as time.Date has it).
func (d Date) In(zone *time.Location) time.Time {
	if d.Zoned || d.IsZero() {
		return d.Time
	}
	t := d.Time
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), zone)
}

// String writes the date so that Parse reads the same one; "" for none.
func (d Date) String() string {
	switch {
	case d.IsZero():
		return ""
	case d.Day:
		return d.Time.Format("2006-01-02")
	case d.Zoned:
		return d.Time.Format("2006-01-02T15:04:05.999999999Z07:00")
	}
	return d.Time.Format("2006-01-02T15:04:05.999999999")
}

// Code implements memo.Coded.
func (d *Date) Code(c *memo.Coder) {
	c.Time(&d.Time)
	c.Bool(&d.Zoned)
	c.Bool(&d.Day)
}

// Pattern is what Parse reads, but for what a month, day or hour may be, as a
// regular expression that JavaScript takes too.
const Pattern = `^\d{4}-\d\d-\d\d(([Tt]| +)\d\d:\d\d(:\d\d(\.\d{1,9})?)?( *([Zz]|[-+]\d\d(:?\d\d)?))?)?$`

// Fault says why a text is no date.
type Fault struct {
	Code string // of the finding to raise, such as key/no-such-day
	// Hint is what its message needs besides the text: the date that was meant,
	// the month that there is not, how many days the month has; or "".
	Hint string
}

// Parse reads a date in one of the forms of Date. The Fault is nil if it is one.
func Parse(text string) (Date, *Fault) {
	none := func(code, hint string) (Date, *Fault) { return Date{}, &Fault{code, hint} }
	p := parser{rest: text, ok: true}
	year, month, day := p.number(4), p.after('-', 2), p.after('-', 2)
	if !p.ok {
		return none("key/bad-date", suggest(text))
	}
	d := Date{Day: p.rest == ""}
	var hour, minute, second, nano, offset int
	if !d.Day {
		p.gap()
		hour, minute = p.number(2), p.after(':', 2)
		if p.at(':') {
			second, nano = p.number(2), p.fraction()
		}
		offset, d.Zoned = p.offset()
		if !p.ok || p.rest != "" {
			return none("key/bad-date", "")
		}
	}
	switch {
	case year < 1:
		return none("key/bad-year", "")
	case month < 1 || month > 12:
		return none("key/no-such-month", strconv.Itoa(month))
	case day < 1 || day > days(year, month):
		return none("key/no-such-day", strconv.Itoa(days(year, month)))
	case hour > 23 || minute > 59 || second > 59 || offset <= -24*3600 || offset >= 24*3600:
		return none("key/no-such-time", "")
	}
	zone := time.UTC
	if offset != 0 {
		zone = time.FixedZone("", offset)
	}
	d.Time = time.Date(year, time.Month(month), day, hour, minute, second, nano, zone)
	if d.IsZero() || d.Time.UTC().Year() < 1 || d.Time.UTC().Year() > 9999 { // the zero time means "no date"
		return none("key/bad-year", "")
	}
	return d, nil
}

// days counts the days of a month in the Gregorian calendar.
func days(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// parser eats a date from the left; ok turns false at the first thing out
// of place and stays so.
type parser struct {
	rest string
	ok   bool
}

func (p *parser) number(digits int) int {
	if len(p.rest) < digits {
		p.ok = false
		return 0
	}
	n := 0
	for _, c := range []byte(p.rest[:digits]) {
		if c < '0' || c > '9' {
			p.ok = false
			return 0
		}
		n = n*10 + int(c-'0')
	}
	p.rest = p.rest[digits:]
	return n
}

func (p *parser) at(c byte) bool {
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) after(c byte, digits int) int {
	p.ok = p.ok && p.at(c)
	return p.number(digits)
}

// gap eats what stands between day and time.
func (p *parser) gap() {
	if p.at('T') || p.at('t') {
		return
	}
	trimmed := strings.TrimLeft(p.rest, " ")
	p.ok = p.ok && trimmed != p.rest
	p.rest = trimmed
}

// fraction gives nanoseconds.
func (p *parser) fraction() int {
	if !p.at('.') {
		return 0
	}
	digits := len(p.rest) - len(strings.TrimLeft(p.rest, "0123456789"))
	if digits < 1 || digits > 9 {
		p.ok = false
		return 0
	}
	n := p.number(digits)
	for ; digits < 9; digits++ {
		n *= 10
	}
	return n
}

// offset gives seconds east of UTC.
func (p *parser) offset() (seconds int, given bool) {
	if p.rest == "" {
		return 0, false
	}
	p.rest = strings.TrimLeft(p.rest, " ")
	if p.at('Z') || p.at('z') {
		return 0, true
	}
	sign := 1
	if p.at('-') {
		sign = -1
	} else if !p.at('+') {
		p.ok = false
		return 0, false
	}
	hours, minutes := p.number(2), 0
	if p.rest != "" {
		p.at(':')
		minutes = p.number(2)
	}
	if minutes > 59 {
		hours = 24
	}
	return sign * (hours*3600 + minutes*60), true
}

// suggest guesses what a date in another order means, or gives "". Only
// what can be read in one way is guessed: 3/4/2026 is not.
func suggest(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '/' || r == '.' || r == '-' || r == ' ' })
	if len(parts) == 1 && len(text) == 8 {
		parts = []string{text[:4], text[4:6], text[6:]}
	}
	if len(parts) != 3 {
		return ""
	}
	var n [3]int
	for i, p := range parts {
		x, err := strconv.Atoi(p)
		if err != nil || x < 1 {
			return ""
		}
		n[i] = x
	}
	dayFirst := n[1] <= 12 && (n[0] > 12 || strings.Contains(text, "."))
	y, m, d := n[2], n[0], n[1]
	switch {
	case len(parts[0]) == 4:
		y, m, d = n[0], n[1], n[2]
	case len(parts[2]) != 4:
		return ""
	case dayFirst:
		m, d = n[1], n[0]
	case n[1] <= 12:
		return ""
	}
	if y > 9999 || m > 12 || d > days(y, m) {
		return ""
	}
	better := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
	if _, fault := Parse(better); fault != nil { // the first day of all is no date, being the zero of time
		return ""
	}
	return better
}
