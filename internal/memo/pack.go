package memo

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

const (
	packMagic = "lodestone pack 1"
	packHead  = 16 + 16 + 32 + 4
	recHead   = 32 + 4 + 4
)

// packID tells one pack from the next, so that an index is never used with a
// pack that it was not made for.
type packID [16]byte

func sumOf(b []byte) uint32 { return crc32.Checksum(b, crc32.MakeTable(crc32.Castagnoli)) }

// valueSum covers the key too: a value that stands in another's place does not
// pass for it.
func valueSum(k *Key, v []byte) uint32 {
	return crc32.Update(sumStart(k, uint32(len(v))), crc32.MakeTable(crc32.Castagnoli), v)
}

func sumStart(k *Key, size uint32) uint32 {
	var head [36]byte
	copy(head[:], k[:])
	binary.LittleEndian.PutUint32(head[32:], size)
	return sumOf(head[:])
}

func appendRecHead(b []byte, k *Key, size, sum uint32) []byte {
	b = append(b, k[:]...)
	b = binary.LittleEndian.AppendUint32(b, size)
	return binary.LittleEndian.AppendUint32(b, sum)
}

// newPackHead gives the head of a fresh pack and the pack's id.
func newPackHead(engine Key) ([]byte, packID) {
	var id packID
	rand.Read(id[:])
	b := append([]byte(packMagic), id[:]...)
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

// openPack opens a pack of this format and engine.
func openPack(name string, flags int, engine Key) (f *os.File, id packID, size int64, ok bool) {
	f, size, ok = openRegular(name, flags)
	if !ok {
		return nil, id, 0, false
	}
	var b [packHead]byte
	_, err := f.ReadAt(b[:], 0)
	if err != nil || string(b[:16]) != packMagic || !bytes.Equal(b[32:64], engine[:]) ||
		binary.LittleEndian.Uint32(b[64:]) != sumOf(b[:64]) {
		f.Close()
		return nil, id, 0, false
	}
	return f, packID(b[16:32]), size, true
}

// walk reads records from one offset up to size, gives each that is whole, and
// returns where the whole ones end.
func walk(r io.ReaderAt, from, size int64, each func(entry)) int64 {
	if from >= size {
		return from
	}
	in := bufio.NewReaderSize(io.NewSectionReader(r, from, size-from), 256<<10)
	var head [recHead]byte
	for {
		if _, err := io.ReadFull(in, head[:]); err != nil {
			return from
		}
		e := entry{
			key:  Key(head[:32]),
			spot: spotAt(shared, from+recHead),
			size: binary.LittleEndian.Uint32(head[32:]),
			sum:  binary.LittleEndian.Uint32(head[36:]),
		}
		end := from + recHead + int64(e.size)
		if end > size || !sumsUp(in, &e) {
			return from
		}
		each(e)
		from = end
	}
}

// sumsUp reads the value of e, piece by piece, and says whether its sum is right.
func sumsUp(in *bufio.Reader, e *entry) bool {
	sum := sumStart(&e.key, e.size)
	for left := int(e.size); left > 0; {
		b, err := in.Peek(min(left, in.Size()))
		if err != nil {
			return false
		}
		sum = crc32.Update(sum, crc32.MakeTable(crc32.Castagnoli), b)
		in.Discard(len(b))
		left -= len(b)
	}
	return sum == e.sum
}
