package disk

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lodestone/internal/door/disk/ledger"
	"lodestone/internal/door/fault"
)

// model is what public/ must hold, by names below it.
type model struct {
	listed  map[string]bool   // the build's own names
	plan    map[string]string // what the last build that went through wrote
	foreign map[string]string // files that the build did not make
	folders map[string]bool   // folders that it did not make
}

func above(name string) (dirs []string) {
	for d := path.Dir(name); d != "."; d = path.Dir(d) {
		dirs = append(dirs, d)
	}
	return dirs
}

// alien says whether something foreign stands at a name or below it.
func (m *model) alien(name string) bool {
	for n := range maps.Keys(m.foreign) {
		if n == name || strings.HasPrefix(n, name+"/") {
			return true
		}
	}
	for n := range m.folders {
		if n == name || strings.HasPrefix(n, name+"/") {
			return true
		}
	}
	return false
}

// refuses says whether a plan must be refused.
func (m *model) refuses(plan map[string]string) bool {
	for name := range plan {
		if m.alien(name) {
			return true
		}
		for _, d := range above(name) {
			if _, is := m.foreign[d]; is {
				return true
			}
		}
	}
	return false
}

// tree gives the names of a plan and of all that is foreign.
func (m *model) tree(plan map[string]string) map[string]string {
	all := map[string]string{}
	add := func(name, text string) {
		all[name] = text
		for _, d := range above(strings.TrimSuffix(name, "/")) {
			all[d+"/"] = ""
		}
	}
	for name, text := range plan {
		add(name, text)
	}
	for name, text := range m.foreign {
		add(name, text)
	}
	for name := range m.folders {
		add(name+"/", "")
	}
	return all
}

// owns keeps the model true about folders: one that holds none of the build's
// names any more, and still stands, is no longer the build's.
func (m *model) owns(listed map[string]bool, dir string) {
	m.listed = listed
	mine := map[string]bool{}
	for name := range listed {
		for _, d := range above(name) {
			mine[d] = true
		}
	}
	filepath.WalkDir(dir, func(name string, e os.DirEntry, err error) error {
		if rel, _ := filepath.Rel(dir, name); err == nil && e.IsDir() && rel != "." && !mine[rel] {
			m.folders[rel] = true
		}
		return nil
	})
}

var errPlanned = errors.New("a page does not render")

func drawPlan(t *rapid.T) map[string]string {
	plan := map[string]string{}
	for _, name := range rapid.SliceOfN(drawName(), 0, 8).Draw(t, "names") {
		clash := slices.ContainsFunc(above(name), func(d string) bool { _, is := plan[d]; return is })
		for other := range plan {
			clash = clash || strings.HasPrefix(other, name+"/")
		}
		if !clash {
			plan[name] = rapid.SampledFrom([]string{"one", "two", "three", ""}).Draw(t, "text")
		}
	}
	return plan
}

func drawName() *rapid.Generator[string] {
	return rapid.SampledFrom([]string{"a", "a/b", "a/b/c", "a/d", "a.x", "b", "b/a", "b/a/a", "b-c", "c/é"})
}

// TestTheTreeIsThePlanAndWhatIsForeign drives the door and a model with the same
// random builds, failures and foreign deeds.
func TestTheTreeIsThePlanAndWhatIsForeign(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		out, err := os.MkdirTemp("", "disk")
		if err != nil {
			t.Fatal(err)
		}
		defer os.RemoveAll(out)
		cache := filepath.Join(out, "cache")
		pub := filepath.Join(out, "public")
		m := &model{listed: map[string]bool{}, plan: map[string]string{}, foreign: map[string]string{}, folders: map[string]bool{}}
		write(t, Options{Out: out}, nil)
		build := func(rt *rapid.T, broken bool) {
			plan := drawPlan(rt)
			o := Options{Out: out, Workers: rapid.IntRange(1, 3).Draw(rt, "workers")}
			if rapid.Bool().Draw(rt, "cached") {
				o.Cache = cache
			}
			var seen opened
			files := seen.planned(plan)
			for i := range files {
				if rapid.IntRange(0, 9).Draw(rt, "key of its own") == 0 {
					files[i].Key[5] ^= 1
				}
			}
			if broken && len(files) > 0 {
				f := &files[rapid.IntRange(0, len(files)-1).Draw(rt, "broken")]
				f.Key[7] ^= 1
				f.Open = func(context.Context) (io.ReadCloser, error) { return nil, errPlanned }
			}
			before := standing(t, pub)
			_, err := Write(t.Context(), files, o)
			switch {
			case m.refuses(plan):
				if fault.Items(err) == nil {
					rt.Fatalf("%v was not refused over:\n%s", plan, shown(before))
				}
				if !maps.Equal(before, standing(t, pub)) {
					rt.Fatal("a refused build changed something")
				}
				return
			case broken && len(files) > 0:
				if !errors.Is(err, errPlanned) {
					rt.Fatalf("gave %v", err)
				}
				after := standing(t, pub)
				for name, text := range m.tree(nil) {
					if got, is := after[name]; !is || got != text {
						rt.Fatalf("foreign %s is gone", name)
					}
				}
				// How far it came before it failed is open; the list says it.
				text, err := os.ReadFile(filepath.Join(out, "private", ledger.Name))
				if err != nil {
					rt.Fatal(err)
				}
				l, err := ledger.Parse(text)
				if err != nil {
					rt.Fatal(err)
				}
				listed := map[string]bool{}
				for _, f := range l.Files {
					listed[f.Path] = true
				}
				for name := range after {
					if _, is := m.tree(nil)[name]; !is && !strings.HasSuffix(name, "/") && !listed[name] {
						rt.Fatalf("%s is not listed", name)
					}
				}
				m.owns(listed, pub)
				return
			case err != nil:
				rt.Fatalf("%v over:\n%s", err, shown(before))
			}
			if got, want := standing(t, pub), m.tree(plan); !maps.Equal(got, want) {
				rt.Fatalf("there is:\n%swant:\n%s", shown(got), shown(want))
			}
			listed := map[string]bool{}
			for name := range plan {
				listed[name] = true
			}
			m.plan = plan
			m.owns(listed, pub)
		}
		rt.Repeat(map[string]func(*rapid.T){
			"build":        func(rt *rapid.T) { build(rt, false) },
			"build again":  func(rt *rapid.T) { build(rt, false) },
			"broken build": func(rt *rapid.T) { build(rt, true) },
			"meddle": func(rt *rapid.T) { // a listed file changes or goes
				name := drawName().Draw(rt, "name")
				st, err := os.Lstat(filepath.Join(pub, name))
				if err != nil || st.IsDir() || !m.listed[name] {
					rt.Skip()
				}
				if rapid.Bool().Draw(rt, "remove") {
					os.Remove(filepath.Join(pub, name))
					return
				}
				plant(t, filepath.Join(pub, name), rapid.SampledFrom([]string{"eno", "owt", "x"}).Draw(rt, "text"))
			},
			"foreign file": func(rt *rapid.T) {
				name := drawName().Draw(rt, "name")
				if m.listed[name] {
					rt.Skip()
				}
				if _, err := os.Lstat(filepath.Join(pub, name)); err == nil {
					rt.Skip()
				}
				for _, d := range above(name) {
					if err := os.Mkdir(filepath.Join(pub, d), 0o755); err == nil {
						os.Remove(filepath.Join(pub, d))
					}
				}
				if os.MkdirAll(filepath.Join(pub, path.Dir(name)), 0o755) != nil {
					rt.Skip() // a file stands where the folder would be
				}
				plant(t, filepath.Join(pub, name), "foreign")
				m.foreign[name] = "foreign"
				m.owns(m.listed, pub)
			},
			"foreign folder": func(rt *rapid.T) {
				name := drawName().Draw(rt, "name")
				if m.listed[name] || os.Mkdir(filepath.Join(pub, name), 0o755) != nil {
					rt.Skip()
				}
				for listed := range m.listed {
					if strings.HasPrefix(listed, name+"/") { // it takes the place of one of the build's
						return
					}
				}
				m.folders[name] = true
			},
			"no more foreign": func(rt *rapid.T) {
				for name := range m.foreign {
					os.Remove(filepath.Join(pub, name))
				}
				clear(m.foreign)
			},
			"harm the state": func(rt *rapid.T) {
				in, _ := filepath.Glob(filepath.Join(cache, "*"))
				for _, name := range in {
					b, err := os.ReadFile(name)
					if err != nil || len(b) == 0 {
						rt.Skip()
					}
					b[rapid.IntRange(0, len(b)-1).Draw(rt, "at")] ^= 1 << rapid.IntRange(0, 7).Draw(rt, "bit")
					plant(t, name, string(b[:rapid.IntRange(0, len(b)).Draw(rt, "cut")]))
				}
			},
		})
	})
}
