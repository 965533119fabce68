// Package pack is the form of a store's two files: the pack, records one after
// the other, and the index that says where they stand.
//
// In: a file, the digest of the engine that values must come from. Out: records,
// as far as they are sound. Whatever is damaged, foreign, of another format or of
// another engine is as good as absent and never an error. Paths that are no plain
// file are not opened.
//
// All numbers are little-endian; sum is CRC-32C (Castagnoli).
//
//	pack   16 "lodestone pack 1" · 16 random id · 32 engine · 4 sum of these
//	       then records: 32 key · 4 size · 4 sum of key, size and value · value
//	index  16 "lodestone indx 1" · 16 id of the pack · 32 engine
//	       8 covered · 4 session · 4 build · 8 count
//	       then entries: 32 key · 8 offset of the value · 4 size · 4 sum · 8 used
//	       4 sum of the whole
package pack

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"syscall"
)

const magic = "lodestone pack 1"

// Bytes before the first record of a pack, and before the value of a record.
const (
	Head       = 16 + 16 + 32 + 4
	RecordHead = 32 + 4 + 4
)

// Key is the digest that a value is kept by.
type Key = [32]byte

// Record is where a value stands, and what it must be.
type Record struct {
	Key    Key
	Offset int64 // of the value
	Size   uint32
	Sum    uint32
}

// ID tells one pack from the next, so that an index is never used with a
// pack that it was not made for.
type ID [16]byte

func sumOf(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// Sum is the sum of a record. It covers the key too: a value that stands in another's place does not
// pass for it.
func Sum(k *Key, v []byte) uint32 {
	return crc32.Update(sumStart(k, uint32(len(v))), crc32.MakeTable(crc32.Castagnoli), v)
}

func sumStart(k *Key, size uint32) uint32 {
	var head [36]byte
	copy(head[:], k[:])
	binary.LittleEndian.PutUint32(head[32:], size)
	return sumOf(head[:])
}

// AppendRecord appends a record but for its value.
func AppendRecord(b []byte, k *Key, size, sum uint32) []byte {
	b = append(b, k[:]...)
	b = binary.LittleEndian.AppendUint32(b, size)
	return binary.LittleEndian.AppendUint32(b, sum)
}

// NewHead gives the head of a fresh pack and the pack's id.
func NewHead(engine Key) ([]byte, ID) {
	var id ID
	rand.Read(id[:])
	b := append([]byte(magic), id[:]...)
	b = append(b, engine[:]...)
	return binary.LittleEndian.AppendUint32(b, sumOf(b)), id
}

// openRegular opens a file by this very name: no link, pipe or folder.
func openRegular(name string, flags int) (*os.File, int64, bool) {
	f, err := os.OpenFile(name, flags|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, 0, false
	}
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		f.Close()
		return nil, 0, false
	}
	return f, st.Size(), true
}

// Open opens a pack of this format and engine.
func Open(name string, flags int, engine Key) (f *os.File, id ID, size int64, ok bool) {
	f, size, ok = openRegular(name, flags)
	if !ok {
		return nil, id, 0, false
	}
	var b [Head]byte
	_, err := f.ReadAt(b[:], 0)
	if err != nil || string(b[:16]) != magic || !bytes.Equal(b[32:64], engine[:]) ||
		binary.LittleEndian.Uint32(b[64:]) != sumOf(b[:64]) {
		f.Close()
		return nil, id, 0, false
	}
	return f, ID(b[16:32]), size, true
}

// Walk reads records from one offset up to size, gives each that is whole, and
// returns where the whole ones end.
func Walk(pack io.ReaderAt, from, size int64, each func(Record)) int64 {
	if from >= size {
		return from
	}
	in := bufio.NewReaderSize(io.NewSectionReader(pack, from, size-from), 256<<10)
	var head [RecordHead]byte
	for {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return from
		}
		r := Record{
			Key:    Key(head[:32]),
			Offset: from + RecordHead,
			Size:   binary.LittleEndian.Uint32(head[32:]),
			Sum:    binary.LittleEndian.Uint32(head[36:]),
		}
		end := from + RecordHead + int64(r.Size)
		if end > size || !sumsUp(in, &r) {
			return from
		}
		each(r)
		from = end
	}
}

// sumsUp reads the value of a record, piece by piece, and says whether its sum is right.
func sumsUp(in *bufio.Reader, r *Record) bool {
	sum := sumStart(&r.Key, r.Size)
	for left := int(r.Size); left > 0; {
		b, err := in.Peek(min(left, in.Size()))
		if err != nil {
			return false
		}
		sum = crc32.Update(sum, crc32.MakeTable(crc32.Castagnoli), b)
		in.Discard(len(b))
		left -= len(b)
	}
	return sum == r.Sum
}
