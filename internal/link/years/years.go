// Package years divides what a section published by the years in which it did.
//
// In: posts, newest first, with their moments of publication, and the zone in which
// the site counts its days. Out: the years, the newest first, where there are two
// or more: a section of one year is its own archive. Posts without a date are of no
// year.
package years

import (
	"strconv"
	"time"

	"lodestone/internal/site"
)

// Of gives the years of some posts. What the section's address makes of a year is
// for the caller to see to.
func Of(s *site.Site, posts []int) (all []site.Year) {
	for _, i := range posts {
		at := s.Pages[i].Published
		if at.IsZero() {
			continue
		}
		n := at.In(s.Zone).Year()
		if len(all) == 0 || all[len(all)-1].Number != n {
			all = append(all, site.Year{Number: n})
		}
		y := &all[len(all)-1]
		y.Pages = append(y.Pages, i)
	}
	if len(all) < 2 {
		return nil
	}
	return all
}

// Address gives the address of a section's year.
func Address(section string, year int) string { return section + strconv.Itoa(year) + "/" }

// Possible gives the addresses of all years that the archives of a section can
// have when every page appears: those of the given moments.
func Possible(section string, zone *time.Location, moments []time.Time) (all []string) {
	seen := map[int]bool{}
	for _, at := range moments {
		if n := at.In(zone).Year(); !at.IsZero() && !seen[n] {
			seen[n] = true
			all = append(all, Address(section, n))
		}
	}
	return all
}
