package memo

import (
	"bytes"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type kind uint8

// sample holds one field of everything that a Coder can code.
type sample struct {
	N     uint64
	I     int
	B     bool
	S     string
	K     Key
	T     time.Time
	L     []string
	E     kind
	Inner []inner
}

type inner struct {
	Name string
	At   []int
}

func (v *inner) Code(c *Coder) { c.Text(&v.Name); Slice(c, &v.At, (*Coder).Int) }

func (v *sample) Code(c *Coder) {
	c.Uint(&v.N)
	c.Int(&v.I)
	c.Bool(&v.B)
	c.Text(&v.S)
	c.Key(&v.K)
	c.Time(&v.T)
	c.Texts(&v.L)
	Enum(c, &v.E)
	Slice(c, &v.Inner, func(c *Coder, v *inner) { v.Code(c) })
}

func drawSample(t *rapid.T, label string) *sample {
	v := &sample{
		N: rapid.Uint64().Draw(t, label+"N"), I: rapid.Int().Draw(t, label+"I"), B: rapid.Bool().Draw(t, label+"B"),
		S: rapid.String().Draw(t, label+"S"), E: kind(rapid.Byte().Draw(t, label+"E")),
		L: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, label+"L"),
	}
	copy(v.K[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, label+"K"))
	if rapid.Bool().Draw(t, label+"timed") {
		v.T = time.Unix(rapid.Int64Range(-1<<33, 1<<40).Draw(t, label+"sec"), rapid.Int64Range(0, 1e9-1).Draw(t, label+"ns")).
			In(zone(rapid.IntRange(-14*3600, 14*3600).Draw(t, label+"off")))
	}
	for range rapid.IntRange(0, 2).Draw(t, label+"inners") {
		v.Inner = append(v.Inner, inner{rapid.String().Draw(t, label+"name"), rapid.SliceOfN(rapid.Int(), 0, 3).Draw(t, label+"at")})
	}
	return v
}

// same compares by meaning: an instant with its offset, an empty list with nil.
func same(a, b *sample) bool {
	_, x := a.T.Zone()
	_, y := b.T.Zone()
	if !a.T.Equal(b.T) || a.T.IsZero() != b.T.IsZero() || x != y {
		return false
	}
	c, d := *a, *b
	c.T, d.T = time.Time{}, time.Time{}
	for _, v := range []*sample{&c, &d} {
		if len(v.L) == 0 {
			v.L = nil
		}
		v.Inner = append([]inner(nil), v.Inner...)
		for i := range v.Inner {
			if len(v.Inner[i].At) == 0 {
				v.Inner[i].At = nil
			}
		}
	}
	return reflect.DeepEqual(c, d)
}

func TestDecodeGivesWhatEncodeTook(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawSample(t, "")
		var back sample
		if err := Decode(Encode(v), &back); err != nil || !same(v, &back) {
			t.Fatalf("%v: %+v became %+v", err, v, &back)
		}
		if got := AppendEncode([]byte("before"), v); string(got) != "before"+string(Encode(v)) {
			t.Fatal("AppendEncode differs from Encode")
		}
	})
}

func TestNoTwoValuesShareAnEncoding(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSample(t, "a"), drawSample(t, "b")
		if same(a, b) != bytes.Equal(Encode(a), Encode(b)) || same(a, b) != (Sum(a) == Sum(b)) {
			t.Fatalf("%+v and %+v", a, b)
		}
	})
}

func TestEveryCutAndEveryExtraByteIsDamage(t *testing.T) {
	v := &sample{S: "text", L: []string{"a", "b"}, T: time.Unix(5, 0), Inner: []inner{{"x", []int{1, -2}}}}
	full := Encode(v)
	for n := range full {
		if Decode(full[:n], new(sample)) == nil {
			t.Errorf("the first %d of %d bytes pass for a value", n, len(full))
		}
	}
	if Decode(append(full, 0), new(sample)) == nil {
		t.Error("an extra byte passes")
	}
}

func TestAHugeLengthCostsNothing(t *testing.T) {
	damaged := []byte{0xff, 0xff, 0xff, 0xff, 0x7f} // a length of 34 GB
	var l texts
	if Decode(damaged, &l) == nil || l != nil {
		t.Error("a length beyond the data passes")
	}
}

type texts []string

func (v *texts) Code(c *Coder) { c.Texts((*[]string)(v)) }

func FuzzDecode(f *testing.F) {
	f.Add(Encode(&sample{}))
	f.Add(Encode(&sample{S: "text", L: []string{"a"}, T: time.Unix(7, 9), Inner: []inner{{"x", []int{3}}}}))
	f.Fuzz(func(t *testing.T, data []byte) {
		var v, again sample
		if Decode(data, &v) != nil {
			return
		}
		if err := Decode(Encode(&v), &again); err != nil || !same(&v, &again) {
			t.Fatalf("%v: %+v became %+v", err, &v, &again)
		}
	})
}

// parted is a value of which one part outlives the other.
type parted struct{ kept, left string }

func (p *parted) Code(c *Coder) {
	c.Apart(func(c *Coder) { c.Text(&p.kept) })
	c.Text(&p.left)
}

// TestApart: what is apart comes back, shares nothing with the rest, and damage in it is
// seen.
func TestApart(t *testing.T) {
	in := parted{"kept", "left"}
	data := Encode(&in)
	var out parted
	if err := Decode(data, &out); err != nil || out != in {
		t.Errorf("%+v, %v", out, err)
	}
	copy(data, bytes.Repeat([]byte{'x'}, len(data)))
	if out.kept != "kept" || out.left != "xxxx" {
		t.Errorf("%+v", out)
	}
	for i := range Encode(&in) {
		if err := Decode(Encode(&in)[:i], &out); err == nil {
			t.Errorf("cut at %d it is read", i)
		}
	}
	if err := Decode([]byte{6, 4, 'k', 'e', 'p', 't', 'x', 4, 'l', 'e', 'f', 't'}, &out); err == nil {
		t.Error("more than there should be is read")
	}
}
