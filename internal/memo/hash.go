package memo

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
)

// Hash builds a Key from fields. Every field carries its type and length, so
// two different sequences of fields never feed the same bytes to SHA-256.
type Hash struct {
	long hash.Hash // only when the fields outgrow buf
	n    int
	buf  [480]byte
}

const (
	fieldText byte = iota + 1
	fieldKey
	fieldInt
	fieldFalse
	fieldTrue
)

// NewHash starts a digest. The domain names what is being digested ("page",
// "doc"), so that equal fields of different things give different keys.
func NewHash(domain string) *Hash {
	h := new(Hash)
	h.Text(domain)
	return h
}

// Text adds a string.
func (h *Hash) Text(s string) {
	h.room(1 + binary.MaxVarintLen64)
	h.buf[h.n] = fieldText
	h.n += 1 + binary.PutUvarint(h.buf[h.n+1:], uint64(len(s)))
	for len(s) > 0 {
		if h.n == len(h.buf) {
			h.flush()
		}
		n := copy(h.buf[h.n:], s)
		h.n += n
		s = s[n:]
	}
}

// Bytes adds a slice of bytes; it counts the same as a Text of these bytes.
func (h *Hash) Bytes(b []byte) {
	h.room(1 + binary.MaxVarintLen64)
	h.buf[h.n] = fieldText
	h.n += 1 + binary.PutUvarint(h.buf[h.n+1:], uint64(len(b)))
	if len(b) <= len(h.buf)-h.n {
		h.n += copy(h.buf[h.n:], b)
		return
	}
	h.flush()
	h.long.Write(b)
}

// Key adds a digest.
func (h *Hash) Key(k Key) {
	h.room(1 + len(k))
	h.buf[h.n] = fieldKey
	h.n += 1 + copy(h.buf[h.n+1:], k[:])
}

// Int adds a whole number.
func (h *Hash) Int(n int) {
	h.room(9)
	h.buf[h.n] = fieldInt
	binary.LittleEndian.PutUint64(h.buf[h.n+1:], uint64(n))
	h.n += 9
}

// Bool adds a truth value.
func (h *Hash) Bool(b bool) {
	h.room(1)
	h.buf[h.n] = fieldFalse
	if b {
		h.buf[h.n] = fieldTrue
	}
	h.n++
}

// Sum gives the digest of the fields so far. More fields may follow.
func (h *Hash) Sum() Key {
	if h.long == nil {
		return sha256.Sum256(h.buf[:h.n])
	}
	h.flush()
	var k Key
	h.long.Sum(k[:0])
	return k
}

func (h *Hash) room(n int) {
	if len(h.buf)-h.n < n {
		h.flush()
	}
}

func (h *Hash) flush() {
	if h.long == nil {
		h.long = sha256.New()
	}
	h.long.Write(h.buf[:h.n])
	h.n = 0
}
