package addresses

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/site/urls"
)

// TestNoTwoInOnePlace claims random addresses: the book takes exactly those that
// a disk without letter case has room for, and knows afterwards who has them.
func TestNoTwoInOnePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{"a", "A", "b.txt", "index.html"})
		b := New(0)
		var taken []Owner
		for i := range 8 {
			url := "/" + strings.Join(rapid.SliceOfN(part, 0, 3).Draw(t, "parts"), "/")
			o := Owner{URL: urls.Clean(url), What: Page, Index: i}
			file := strings.ToLower(urls.OutputPath(o.URL))
			at := slices.IndexFunc(taken, func(first Owner) bool {
				other := strings.ToLower(urls.OutputPath(first.URL))
				return file == other || strings.HasPrefix(file, other+"/") || strings.HasPrefix(other, file+"/")
			})
			c := b.Claim(o)
			if (c == nil) != (at < 0) || c != nil && (c.Blamed.Index != i || c.Other.Index == i) {
				t.Fatalf("%s after %v: %v", o.URL, taken, c)
			}
			if c == nil {
				taken = append(taken, o)
			}
		}
		for _, o := range taken {
			for _, written := range []string{o.URL, strings.TrimSuffix(o.URL, "/"), strings.ToUpper(o.URL)} {
				got, exact := b.At(written)
				if got == nil || got.Index != o.Index || exact != (urls.OutputPath(written) == urls.OutputPath(o.URL)) {
					t.Fatalf("%s is %v (%v), want that of %s", written, got, exact, o.URL)
				}
			}
		}
		if len(b.URLs()) != len(taken) || !slices.IsSorted(b.URLs()) {
			t.Fatalf("%v, want those of %v", b.URLs(), taken)
		}
	})
}

// TestBlame: who comes second is to blame, unless it cannot move.
func TestBlame(t *testing.T) {
	for _, c := range []struct {
		first, second What
		blamed        string
	}{
		{Page, Page, "second"},
		{Page, Redirect, "second"},
		{Made, Made, "second"},
		{Made, Page, "second"},
		{Page, Made, "first"},
		{Redirect, Made, "first"},
		{Resource, Made, "first"},
	} {
		b := New(0)
		b.Claim(Owner{URL: "/x/", Name: "first", What: c.first})
		got := b.Claim(Owner{URL: "/X", Name: "second", What: c.second})
		if got == nil || got.Blamed.Name != c.blamed || got.Other.Name == c.blamed {
			t.Errorf("%v, then %v: %v, want %s blamed", c.first, c.second, got, c.blamed)
		}
	}
}

// TestRedirects: they come sorted, whatever the order of their claims.
func TestRedirects(t *testing.T) {
	b := New(0)
	for _, url := range []string{"/c/", "/a/", "/b/"} {
		b.Claim(Owner{URL: url, What: Redirect, To: "/x/"})
	}
	b.Claim(Owner{URL: "/x/"})
	got := b.Redirects()
	if len(got) != 3 || got[0].URL != "/a/" || got[1].URL != "/b/" || got[2].URL != "/c/" {
		t.Errorf("%v", got)
	}
}
