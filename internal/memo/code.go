package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"strings"
	"time"
	"unsafe"
)

// Key is the digest of all inputs of a pure function.
type Key = [32]byte

// Coded is a value that can be encoded, decoded and digested. One method,
// written once per type, names every field in a fixed order; the Coder decides
// whether it reads or writes.
type Coded interface{ Code(c *Coder) }

// Coder walks a value's fields, writing them or reading them back. The form is
// length-prefixed, so no two different values share an encoding.
type Coder struct {
	buf     []byte // when writing
	src     string // when reading: decoded texts share its memory
	reading bool
	err     error
}

// Encode gives the bytes of v.
func Encode(v Coded) []byte {
	c := Coder{buf: make([]byte, 0, 512)}
	v.Code(&c)
	return c.buf
}

// AppendEncode appends the bytes of v to buf.
func AppendEncode(buf []byte, v Coded) []byte {
	c := Coder{buf: buf}
	v.Code(&c)
	return c.buf
}

// errDamaged says that bytes are not what Encode wrote for this type.
var errDamaged = errors.New("memo: damaged value")

// Decode fills v from bytes that Encode wrote, and keeps them: nobody may write
// to data as long as v is used. On an error v is half-filled and must be thrown away.
func Decode(data []byte, v Coded) error {
	c := Coder{src: unsafe.String(unsafe.SliceData(data), len(data)), reading: true}
	v.Code(&c)
	if c.err == nil && c.src != "" {
		return errDamaged
	}
	return c.err
}

// Sum is the digest of v: the SHA-256 of its encoding.
func Sum(v Coded) Key { return sha256.Sum256(Encode(v)) }

// Reading says whether the Coder fills the value (true) or writes it.
func (c *Coder) Reading() bool { return c.reading }

// Uint codes a number that is never negative.
func (c *Coder) Uint(v *uint64) {
	if !c.reading {
		c.buf = binary.AppendUvarint(c.buf, *v)
		return
	}
	var x uint64
	for shift := 0; shift < 64 && len(c.src) > 0; shift += 7 {
		b := c.src[0]
		c.src = c.src[1:]
		x |= uint64(b&0x7f) << shift
		if b < 0x80 {
			*v = x
			return
		}
	}
	c.fail()
}

// Int codes a number that may be negative.
func (c *Coder) Int(v *int) {
	u := uint64(*v)<<1 ^ uint64(*v>>63)
	c.Uint(&u)
	if c.reading { // writing must not touch a value that others read
		*v = int(u>>1) ^ -int(u&1)
	}
}

// Bool codes a truth value.
func (c *Coder) Bool(v *bool) {
	var u uint64
	if *v {
		u = 1
	}
	c.Uint(&u)
	if c.reading {
		*v = u == 1
	}
}

// Text codes a string.
func (c *Coder) Text(v *string) {
	n := uint64(len(*v))
	c.Uint(&n)
	if !c.reading {
		c.buf = append(c.buf, *v...)
		return
	}
	*v = c.take(n)
}

// Key codes a digest.
func (c *Coder) Key(v *Key) {
	if !c.reading {
		c.buf = append(c.buf, v[:]...)
		return
	}
	copy(v[:], c.take(uint64(len(v))))
}

// Time codes an instant with its offset from UTC; the zero time stays zero.
func (c *Coder) Time(v *time.Time) {
	set := !v.IsZero()
	c.Bool(&set)
	if !set {
		if c.reading {
			*v = time.Time{}
		}
		return
	}
	_, off := v.Zone()
	sec, nano := int(v.Unix()), v.Nanosecond()
	c.Int(&sec)
	c.Int(&nano)
	c.Int(&off)
	if c.reading {
		*v = time.Unix(int64(sec), int64(nano)).In(zone(off))
	}
}

func zone(off int) *time.Location {
	if off == 0 {
		return time.UTC
	}
	return time.FixedZone("", off)
}

// Texts codes a list of strings.
func (c *Coder) Texts(v *[]string) { Slice(c, v, (*Coder).Text) }

// Slice codes a list, one call of each per element. An empty list decodes to nil.
func Slice[T any](c *Coder, v *[]T, each func(*Coder, *T)) {
	n := uint64(len(*v))
	c.Uint(&n)
	if c.reading {
		*v = nil
		if n > uint64(len(c.src)) { // every element takes at least one byte
			c.fail()
			return
		}
		if n > 0 {
			*v = make([]T, n)
		}
	}
	for i := range *v {
		each(c, &(*v)[i])
		if c.err != nil {
			return
		}
	}
}

// Apart codes a part of a value that outlives the rest: what is read of it shares no
// memory with what stands around it.
func (c *Coder) Apart(code func(*Coder)) {
	inner := Coder{reading: c.reading}
	if !c.reading {
		code(&inner)
	}
	text := string(inner.buf)
	if c.Text(&text); !c.reading || c.err != nil {
		return
	}
	inner.src = strings.Clone(text)
	if code(&inner); inner.err != nil || inner.src != "" {
		c.fail()
	}
}

// Enum codes a small whole number of any integer type.
func Enum[T ~uint8](c *Coder, v *T) {
	u := uint64(*v)
	c.Uint(&u)
	if c.reading {
		*v = T(u)
	}
}

func (c *Coder) take(n uint64) string {
	if n > uint64(len(c.src)) {
		c.fail()
		return ""
	}
	s := c.src[:n]
	c.src = c.src[n:]
	return s
}

func (c *Coder) fail() { c.err, c.src = errDamaged, "" }
