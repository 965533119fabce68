package view

import (
	"html/template"
	"reflect"
	"strconv"
	"testing"

	"lodestone/internal/memo"
)

// TestEveryFieldCounts changes each field of each type, however deep, and wants
// another digest: a field that a template sees and a key does not is a stale
// page waiting.
func TestEveryFieldCounts(t *testing.T) {
	for _, v := range []memo.Coded{&View{}, &Card{}, &Chrome{}, &Target{}} {
		full := reflect.ValueOf(v).Elem()
		fill(full)
		base := memo.Sum(v)
		n := 0
		change(full, full.Type().Name(), func(name string) {
			n++
			if memo.Sum(v) == base {
				t.Errorf("%s does not change the digest", name)
			}
		})
		if memo.Sum(v) != base {
			t.Errorf("%T: a change was not taken back", v)
		}
		t.Logf("%T: %d fields", v, n)
	}
}

// fill gives every slice one element, so that elements' fields are met.
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	}
}

// change alters one leaf at a time, calls seen, and alters it back.
func change(v reflect.Value, name string, seen func(string)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			change(v.Field(i), name+"."+v.Type().Field(i).Name, seen)
		}
		return
	case reflect.Slice:
		change(v.Index(0), name+"[0]", seen)
		old := v.Interface()
		v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
		seen(name + " (length)")
		v.Set(reflect.ValueOf(old))
		return
	}
	old := reflect.ValueOf(v.Interface())
	switch v.Kind() {
	case reflect.String:
		v.SetString("x")
	case reflect.Int, reflect.Uint8:
		v.Set(reflect.ValueOf(7).Convert(v.Type()))
	case reflect.Bool:
		v.SetBool(true)
	default:
		panic(name + " is of a kind that no View may hold: " + v.Kind().String())
	}
	seen(name)
	v.Set(old)
}

// TestOnlyPlainData refuses what could reach past a page's key.
func TestOnlyPlainData(t *testing.T) {
	var walk func(r reflect.Type, name string)
	walk = func(r reflect.Type, name string) {
		switch r.Kind() {
		case reflect.Struct:
			for i := range r.NumField() {
				walk(r.Field(i).Type, name+"."+r.Field(i).Name)
			}
			if r.NumMethod() > 0 {
				t.Errorf("%s has methods that a template could call", name)
			}
		case reflect.Slice:
			walk(r.Elem(), name+"[]")
		case reflect.String, reflect.Int, reflect.Bool:
		default:
			t.Errorf("%s is a %s", name, r.Kind())
		}
	}
	walk(reflect.TypeFor[View](), "View")
}

// TestPlanSeesItsParts: what a Plan refers to by number or key counts too.
func TestPlanSeesItsParts(t *testing.T) {
	deck := func(title string) *Deck {
		d := NewDeck(3, func(i int) Card { return Card{Title: title, URL: string(rune('a' + i))} })
		for i := range 3 {
			d.Sum(i, nil)
		}
		return d
	}
	plan := func(alter func(*Plan)) memo.Key {
		p := Plan{Chrome: &Chrome{}, Deck: deck("x"), Items: []int{0, 1}, Related: []int{2}, Newer: 0, Older: 1, Targets: []Target{{URL: "/a/"}}}
		alter(&p)
		return memo.Sum(&p)
	}
	base := plan(func(*Plan) {})
	for name, alter := range map[string]func(*Plan){
		"own":          func(p *Plan) { p.Own.Page.Title = "y" },
		"chrome":       func(p *Plan) { p.ChromeDigest[0] = 1 },
		"doc":          func(p *Plan) { p.Doc[0] = 1 },
		"target":       func(p *Plan) { p.Targets[0].URL = "/b/" },
		"card":         func(p *Plan) { p.Deck = deck("y") },
		"items":        func(p *Plan) { p.Items = []int{0} },
		"order":        func(p *Plan) { p.Items = []int{1, 0} },
		"list to list": func(p *Plan) { p.Items, p.Related = []int{0, 1, 2}, nil },
		"newer":        func(p *Plan) { p.Newer = -1 },
		"contents":     func(p *Plan) { p.Contents = true },
		"older":        func(p *Plan) { p.Older = 2 },
	} {
		if plan(alter) == base {
			t.Errorf("%s does not change the digest", name)
		}
	}
}

// TestDeckForgets: cards that fall into one place are the right ones.
func TestDeckForgets(t *testing.T) {
	const n = recentCards + 3
	d := NewDeck(n, func(i int) Card { return Card{URL: strconv.Itoa(i)} })
	for i := range n {
		d.Sum(i, nil)
	}
	for _, i := range []int{0, recentCards, 0, 1, recentCards + 1, 2} {
		if c := d.Card(i); c.URL != strconv.Itoa(i) || KeyOf(&c) != string(d.digests[i][:]) || KeyOf(&c) == "" {
			t.Errorf("card %d: %+v", i, c)
		}
	}
}

// TestKeyOf: a key names what it must, and a link's key all of the link.
func TestKeyOf(t *testing.T) {
	if KeyOf(&Chrome{Key: "k"}) != "k" || KeyOf(&Author{Key: "a"}) != "a" {
		t.Error("another key than the value's own")
	}
	if KeyOf(&View{}) != "" {
		t.Error("a View has a key")
	}
	l := &Link{}
	change(reflect.ValueOf(l).Elem(), "Link", func(name string) {
		if KeyOf(l) == KeyOf(&Link{}) {
			t.Errorf("%s does not change the key", name)
		}
	})
}

// TestAround: pages to which nothing in the chrome leads share it, with its key; those
// to which something does have one of their own.
func TestAround(t *testing.T) {
	h := Chrome{Home: "/", Search: Search{URL: "/search/"}, Menu: []Link{{URL: "/blog/"}}, Footer: []Link{{URL: "/about/"}}, Key: "k"}
	for url, want := range map[string]string{
		"/x/": "k", "/": "k/\x00", "/search/": "k/search/\x00", "/blog/": "k/blog/\x00", "/about/": "k/about/\x00",
	} {
		if got := h.around(&Page{URL: url}); got.Key != want || got.Within != "" || (got.Here == url) != (want != "k") {
			t.Errorf("%s: %q, here %q, within %q", url, got.Key, got.Here, got.Within)
		}
	}
	post := h.around(&Page{URL: "/blog/x/", Section: Link{URL: "/blog/"}})
	if post.Key != "k\x00/blog/" || post.Here != "" || post.Within != "/blog/" || h.Key != "k" {
		t.Errorf("%+v", post)
	}
}

func TestFill(t *testing.T) {
	d := NewDeck(2, func(i int) Card { return Card{Title: []string{"zero", "one"}[i]} })
	d.Sum(0, nil)
	d.Sum(1, nil)
	v := (&Plan{Chrome: &Chrome{Site: "s"}, Deck: d, Items: []int{1, 0}, Newer: -1, Older: 0}).Fill("<p>")
	if v.Body != template.HTML("<p>") || v.Chrome.Site != "s" || v.Items[0].Title != "one" || v.Older.Title != "zero" || v.Newer.Title != "" {
		t.Errorf("%+v", v)
	}
}
