package date

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"lodestone/internal/memo"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"2026-01-15":                     "2026-01-15T00:00:00Z day",
		"2026-01-15 10:00":               "2026-01-15T10:00:00Z",
		"2026-01-15T10:00:30":            "2026-01-15T10:00:30Z",
		"2026-01-15t10:00:30.5":          "2026-01-15T10:00:30.5Z",
		"2026-01-15 10:00:30.123456789":  "2026-01-15T10:00:30.123456789Z",
		"2026-01-15T10:00:00+01:00":      "2026-01-15T10:00:00+01:00 zoned",
		"2026-01-15T10:00:00Z":           "2026-01-15T10:00:00Z zoned",
		"2026-01-15  10:00:00 -0530":     "2026-01-15T10:00:00-05:30 zoned",
		"2026-01-15 10:00 +01":           "2026-01-15T10:00:00+01:00 zoned",
		"2024-02-29":                     "2024-02-29T00:00:00Z day",
		"9999-12-31":                     "9999-12-31T00:00:00Z day",
		"0001-01-02":                     "0001-01-02T00:00:00Z day",
		"2026-01-15 10:00z":              "2026-01-15T10:00:00Z zoned",
		"":                               "",
		"2026":                           "",
		"2026-1-5":                       "",
		"2026-01-15 ":                    "",
		"2026-01-15T":                    "",
		"2026-01-15 10":                  "",
		"2026-01-15 10:00:00.":           "",
		"2026-01-15 10:00:00.1234567890": "",
		"2026-01-15 10:00:00+1":          "",
		"2026-01-15 10:00:00+24:00":      "",
		"2026-01-15 10:00:00+01:60":      "",
		"2026-01-15 10:00 CET":           "",
		"2026-01-15x10:00":               "",
		"2026-13-01":                     "",
		"2026-00-01":                     "",
		"2026-02-29":                     "",
		"2026-04-31":                     "",
		"2026-01-00":                     "",
		"2026-01-15 10:60":               "",
		"2026-01-15 23:59:60":            "",
		"0000-01-01":                     "",
		"0001-01-01":                     "", // the zero time means no date
		"0001-01-01 00:30 +01:00":        "",
		"9999-12-31 23:30 -01:00":        "",
		"+026-01-15":                     "",
		"２０２６-01-15":                     "",
	} {
		d, fault := Parse(text)
		got := ""
		if fault == nil {
			got = d.Time.Format(time.RFC3339Nano)
			if d.Zoned {
				got += " zoned"
			}
			if d.Day {
				got += " day"
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSuggest(t *testing.T) {
	for text, want := range map[string]string{
		"2026/01/15": "2026-01-15", "2026-1-5": "2026-01-05", "20260115": "2026-01-15", "15/01/2026": "2026-01-15",
		"01/15/2026": "2026-01-15", "3.4.2026": "2026-04-03", "2026.4.3": "2026-04-03", "31 12 2026": "2026-12-31",
		"3/4/2026": "", "13/13/2026": "", "31.2.2026": "", "soon": "", "1.2": "", "99999999": "", "-1/2/2026": "",
	} {
		if got := suggest(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestIn(t *testing.T) {
	paris := time.FixedZone("", 3600)
	for text, want := range map[string]string{
		"2026-01-15":                "2026-01-14T23:00:00Z",
		"2026-01-15 10:00":          "2026-01-15T09:00:00Z",
		"2026-01-15T10:00:00+05:00": "2026-01-15T05:00:00Z",
	} {
		d, _ := Parse(text)
		if got := d.In(paris).UTC().Format(time.RFC3339); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if !(Date{}).In(paris).IsZero() {
		t.Error("no date became one")
	}
}

func drawDate(t *rapid.T) Date {
	day := rapid.Bool().Draw(t, "day")
	zoned := !day && rapid.Bool().Draw(t, "zoned")
	sec := rapid.Int64Range(-62135500000, 253402200000).Draw(t, "second")
	zone := time.UTC
	if zoned {
		zone = time.FixedZone("", 60*rapid.IntRange(-1439, 1439).Draw(t, "offset"))
	}
	d := Date{Time: time.Unix(sec, rapid.Int64Range(0, 999999999).Draw(t, "nano")).In(zone), Zoned: zoned, Day: day}
	if y := d.Time.Year(); y < 1 || y > 9999 {
		t.Skip("beyond the years")
	}
	if day {
		d.Time = d.Time.Truncate(24 * time.Hour)
	}
	if d.IsZero() {
		t.Skip("no date")
	}
	return d
}

func sameDate(a, b Date) bool {
	_, ao := a.Time.Zone()
	_, bo := b.Time.Zone()
	return a.Time.Equal(b.Time) && ao == bo && a.Zoned == b.Zoned && a.Day == b.Day
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDate(t)
		if back, fault := Parse(d.String()); fault != nil || !sameDate(d, back) {
			t.Fatalf("%v became %v by way of %s", d, back, d.String())
		}
		var back Date
		if err := memo.Decode(memo.Encode(&d), &back); err != nil || !sameDate(d, back) {
			t.Fatalf("%v became %v in the memo (%v)", d, back, err)
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("2026-01-15 10:00:00.5 +01:00")
	f.Add("15/01/2026")
	f.Fuzz(func(t *testing.T, text string) {
		if d, fault := Parse(text); fault == nil {
			if back, fault := Parse(d.String()); fault != nil || !sameDate(d, back) {
				t.Errorf("%q is %v, written %q", text, d, d.String())
			}
		} else if s := suggest(text); s != "" {
			if _, fault := Parse(s); fault != nil {
				t.Errorf("%q: suggested %q", text, s)
			}
		}
	})
}
