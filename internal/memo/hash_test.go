package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// plainHash is Hash without its buffer.
type plainHash struct{ all []byte }

func (p *plainHash) text(s string) {
	p.all = append(binary.AppendUvarint(append(p.all, 1), uint64(len(s))), s...)
}

func TestHashIsTheSumOfItsFields(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h, p := NewHash("page"), &plainHash{}
		p.text("page")
		for range rapid.IntRange(0, 40).Draw(t, "fields") {
			switch rapid.IntRange(0, 5).Draw(t, "type") {
			case 0, 1:
				s := strings.Repeat(rapid.StringN(0, 20, -1).Draw(t, "text"), rapid.IntRange(0, 60).Draw(t, "times"))
				p.text(s)
				if rapid.Bool().Draw(t, "bytes") {
					h.Bytes([]byte(s))
				} else {
					h.Text(s)
				}
			case 2:
				var k Key
				k[3] = rapid.Byte().Draw(t, "key")
				h.Key(k)
				p.all = append(append(p.all, 2), k[:]...)
			case 3:
				n := rapid.Int().Draw(t, "int")
				h.Int(n)
				p.all = binary.LittleEndian.AppendUint64(append(p.all, 3), uint64(n))
			case 4:
				b := rapid.Bool().Draw(t, "bool")
				h.Bool(b)
				p.all = append(p.all, map[bool]byte{false: 4, true: 5}[b])
			case 5: // a sum on the way changes nothing
				h.Sum()
			}
		}
		if h.Sum() != sha256.Sum256(p.all) {
			t.Fatal("the sum depends on how the fields were buffered")
		}
	})
}

func TestHashTellsFieldsApart(t *testing.T) {
	sums := map[Key]string{}
	for name, fill := range map[string]func(*Hash){
		"nothing":   func(h *Hash) {},
		"ab c":      func(h *Hash) { h.Text("ab"); h.Text("c") },
		"a bc":      func(h *Hash) { h.Text("a"); h.Text("bc") },
		"abc":       func(h *Hash) { h.Text("abc") },
		"empty":     func(h *Hash) { h.Text("") },
		"two empty": func(h *Hash) { h.Text(""); h.Text("") },
		"zero":      func(h *Hash) { h.Int(0) },
		"one":       func(h *Hash) { h.Int(1) },
		"false":     func(h *Hash) { h.Bool(false) },
		"true":      func(h *Hash) { h.Bool(true) },
		"key":       func(h *Hash) { h.Key(Key{}) },
		"key text":  func(h *Hash) { h.Text(string(make([]byte, 32))) },
	} {
		h := NewHash("x")
		fill(h)
		if other, twice := sums[h.Sum()]; twice {
			t.Errorf("%s and %s have one sum", name, other)
		}
		sums[h.Sum()] = name
	}
	if NewHash("a").Sum() == NewHash("b").Sum() {
		t.Error("the domain does not count")
	}
}

func TestHashAllocatesOnce(t *testing.T) {
	var k Key
	if n := testing.AllocsPerRun(100, func() {
		h := NewHash("page")
		for range 8 {
			h.Key(k)
		}
		h.Text("some title")
		h.Int(3)
		k = h.Sum()
	}); n > 1 {
		t.Errorf("%v allocations for a short hash", n)
	}
}

func BenchmarkHash(b *testing.B) {
	var k Key
	b.ReportAllocs()
	for b.Loop() {
		h := NewHash("page")
		for range 12 {
			h.Key(k)
		}
		h.Text("blog/2024/a-title.md")
		k = h.Sum()
	}
}
