package schedule_test

import (
	"testing"
	"time"

	"lodestone/internal/link/schedule"
	"lodestone/internal/schema/date"
	"lodestone/internal/site"
)

func TestMisdates(t *testing.T) {
	now := time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)
	day := func(n int) time.Time { return now.AddDate(0, 0, n) }
	for name, c := range map[string]struct {
		published, updated time.Time
		code, event        string
	}{
		"never changed":          {day(-9), time.Time{}, "", ""},
		"changed since":          {day(-9), day(-1), "", ""},
		"changed now":            {day(-9), now, "", ""},
		"before it appeared":     {day(-9), day(-10), "date/updated-before", ""},
		"on a day to come":       {day(-9), day(1), "date/updated-future", "update"},
		"of no date, to come":    {time.Time{}, day(1), "date/updated-future", "update"},
		"waits, and changes too": {day(2), day(3), "", "publish"},
	} {
		p := site.Page{Published: c.published, Updated: c.updated, URL: "/a/", Meta: &site.Meta{}}
		p.Front.Updated = date.Date{Time: c.updated, Zoned: true}
		clock := schedule.Clock{Now: now}
		if got := clock.Misdates(&p); got != c.code {
			t.Errorf("%s: %q, want %q", name, got, c.code)
		}
		got := ""
		for _, e := range clock.Horizon([]site.Page{p}, time.UTC) {
			got += e.Reason
		}
		if got != c.event {
			t.Errorf("%s: then %q, want %q", name, got, c.event)
		}
	}
}
