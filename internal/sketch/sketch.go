// Package sketch tells from a few characters how much two texts differ.
//
// In: the words of a text, one by one, as hashes. Out: 64 characters that say
// enough of them to judge, from two such lines alone, how many words were taken
// out or put in. The text cannot be read back.
//
// # How
//
// A text is the set of its words, each with the how-manieth of its kind it is, so
// that a word said twice is two. Each of them falls by its hash into one of 64
// buckets; a sketch is their counts modulo 64, one character each. Where two texts
// differ in n words, spread evenly, the squares of the differences of the counts
// add up to n on average (Alon, Matias, Szegedy, "The space complexity of
// approximating the frequency moments", 1996: this is their sketch with buckets for
// signs). What both texts have in common cancels out and costs no precision: equal
// texts differ by 0, always.
//
// # How well
//
// The standard error is √(2/64), 18 % of the difference: what is estimated as 5 %
// of a text's words is 4 to 6 % of them two times in three. The order of the words
// counts for nothing. Differences so large that counts go round more than half of
// 64, thousands of words, are estimated too low and still as large.
package sketch

import "math"

// Size is the length of a sketch.
const Size = 64

// digits are the characters of a sketch, by their value (RFC 4648, base 64 for
// addresses).
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

// value gives the value of a character, or 255.
var value = func() (of [256]uint8) {
	for i := range of {
		of[i] = 255
	}
	for i := range digits {
		of[digits[i]] = uint8(i)
	}
	return of
}()

// Sketch is what is known of a text's words; "" of a text without any.
type Sketch string

// Valid says whether a text can be a Sketch.
func (s Sketch) Valid() bool {
	if len(s) != Size && s != "" {
		return false
	}
	for i := range len(s) {
		if value[s[i]] == 255 {
			return false
		}
	}
	return true
}

// Differ estimates how many words must be taken out of one text and put in to make
// the other, a replaced one counting twice.
func Differ(a, b Sketch) int {
	sum := 0
	for i := range Size {
		d := int(a.at(i)) - int(b.at(i))
		if d < 0 {
			d = -d
		}
		d = min(d, 64-d)
		sum += d * d
	}
	return sum
}

func (s Sketch) at(i int) uint8 {
	if i >= len(s) {
		return 0
	}
	return value[s[i]]
}

// Changed estimates which part of a text's words, 0 to 1 and beyond, another one
// lacks or has instead, whichever is more. The numbers of words are exact.
func Changed(a, b Sketch, wordsA, wordsB int) float64 {
	grown := math.Abs(float64(wordsB - wordsA))
	differ := max(float64(Differ(a, b)), grown)
	return (differ + grown) / 2 / float64(max(wordsA, 1))
}

// Bag makes sketches, one text after another. The zero Bag is ready; it is not safe
// for concurrent use.
type Bag struct {
	counts [Size]uint8
	sum    uint64
	words  int
	seen   []slot // a power of two of them
	kinds  int
	text   uint32 // whose slots are taken: others are free
}

// slot counts the words of a kind.
type slot struct{ hash, text, n uint32 }

// mostKinds bounds the kinds of words that are told apart; beyond, each is the
// first of its kind.
const mostKinds = 1 << 16

// Reset begins another text.
func (b *Bag) Reset() {
	b.counts, b.sum, b.words, b.kinds = [Size]uint8{}, 0, 0, 0
	if b.text++; b.text == 0 || len(b.seen) > 1<<13 { // after a very long text begin small again
		b.seen, b.text = nil, 1
	}
}

// Add takes a word by its hash.
func (b *Bag) Add(hash uint64) { b.AddNth(hash, b.nth(uint32(hash>>32))) }

// AddNth takes a word by its hash of which the caller knows the how-manieth of its kind
// it is, as he then must of every word of the kind.
func (b *Bag) AddNth(hash uint64, n uint32) {
	b.words++
	b.sum = (b.sum ^ hash) * 0x100000001b3
	h := mix(hash + uint64(n)*0x9e3779b97f4a7c15)
	b.counts[h>>58]++
}

// nth counts one more word of a kind.
func (b *Bag) nth(hash uint32) uint32 {
	if b.kinds*4 >= len(b.seen)*3 {
		if b.kinds >= mostKinds {
			return 1
		}
		b.grow()
	}
	s := b.place(hash)
	if s.text != b.text {
		*s = slot{hash: hash, text: b.text}
		b.kinds++
	}
	s.n++
	return s.n
}

func (b *Bag) place(hash uint32) *slot {
	mask := uint32(len(b.seen) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if s := &b.seen[i]; s.text != b.text || s.hash == hash {
			return s
		}
	}
}

func (b *Bag) grow() {
	old := b.seen
	b.seen = make([]slot, max(1024, 2*len(old)))
	b.text = max(b.text, 1)
	for _, s := range old {
		if s.text == b.text {
			*b.place(s.hash) = s
		}
	}
}

// mix spreads a number over all bits (Stafford's Mix13).
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// Words is how many were added.
func (b *Bag) Words() int { return b.words }

// Sum is a digest of the words in their order.
func (b *Bag) Sum() uint64 { return mix(b.sum) }

// Sketch gives the sketch of what was added.
func (b *Bag) Sketch() Sketch {
	if b.words == 0 {
		return ""
	}
	var out [Size]byte
	for i, n := range b.counts {
		out[i] = digits[n&63]
	}
	return Sketch(out[:])
}

// Of makes the hash of a word, whatever case its ASCII letters have; who knows more
// letters gives it in lower case. It is part of the form of site.lock and does not
// change.
func Of(word []byte) uint64 {
	h := uint64(0xcbf29ce484222325) // FNV-1a
	for _, c := range word {
		if c >= 'A' && c <= 'Z' {
			c |= 0x20
		}
		h = (h ^ uint64(c)) * 0x100000001b3
	}
	return mix(h)
}

// Digits writes a number in the characters of sketches, eleven of them.
func Digits(n uint64) string {
	var out [11]byte
	for i := range out {
		out[i] = digits[n&63]
		n >>= 6
	}
	return string(out[:])
}
