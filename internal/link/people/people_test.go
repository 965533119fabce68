package people

import (
	"slices"
	"testing"
)

func TestRegister(t *testing.T) {
	r := New()
	for n, file := range []string{"ann", "bob", "carl", "dan"} {
		r.AddFile(file, n)
	}
	for n, c := range []struct {
		name  string
		other int
		free  bool
	}{
		{"Ann Lee", 0, true},
		{"ann", 0, false}, // Bob's file says that he is ann
		{"carl", 2, true}, // his own file's name
		{"Ann Lee", 3, true},
	} {
		if other, free := r.AddName(c.name, n); other != c.other || free != c.free {
			t.Errorf("%s of %d: %d, %v", c.name, n, other, free)
		}
	}
	for name, want := range map[string]int{"ann": 0, "bob": 1, "carl": 2, "dan": 3, "Ann Lee": 0} {
		if n, ok := r.Find(name); !ok || n != want {
			t.Errorf("%s is %d, want %d", name, n, want)
		}
	}
	if _, ok := r.Find("eve"); ok {
		t.Error("eve is somebody")
	}
	if both, ok := r.Doubt("Ann Lee"); !ok || both != [2]int{0, 3} {
		t.Errorf("Ann Lee is %v", both)
	}
	if _, ok := r.Doubt("ann"); ok {
		t.Error("ann is two")
	}
	if got := r.Names(); !slices.Equal(got, []string{"Ann Lee", "ann", "bob", "carl", "dan"}) {
		t.Errorf("%v", got)
	}
}
