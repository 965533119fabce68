package ending

import "testing"

// TestMeant asks what is hard to tell; the site is in English and Portuguese.
func TestMeant(t *testing.T) {
	declares := func(tag string) bool { return tag == "en" || tag == "pt" }
	for _, c := range []struct {
		name, tag string
		beside    bool
		want      Likelihood
	}{
		{"about.de", "de", true, Surely},
		{"amazon.de", "de", false, Perhaps},
		{"about.fr", "fr", false, Surely}, // the program speaks it
		{"about.PT", "PT", false, Perhaps},
		{"about.pt_BR", "pt-BR", false, Surely},
		{"about.pt-br", "pt-BR", true, Surely},
		{"hello.cs", "cs", true, Perhaps}, // a program, more often
		{"hello.cs", "cs", false, Hardly},
		{"hello.ts", "ts", true, Hardly}, // a program, or a language that hardly anybody writes
		{"hello.ts", "ts", false, Hardly},
	} {
		e, ok := Of(c.name, declares)
		if !ok || e.Tag != c.tag || e.Stem+"."+e.written != c.name || e.Meant(c.beside) != c.want {
			t.Errorf("%s (%v): %+v %v %d, want %d", c.name, c.beside, e, ok, e.Meant(c.beside), c.want)
		}
	}
	for _, name := range []string{"about", "about.pt", ".de", "v1.0", "about.xx", "about.dex", "a.b-c-d"} {
		if e, ok := Of(name, declares); ok {
			t.Errorf("%s ends in %+v", name, e)
		}
	}
}
