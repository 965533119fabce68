package memo

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"os"
	"sync/atomic"
)

const (
	indexMagic = "lodestone indx 1"
	indexHead  = 16 + 16 + 32 + 8 + 4 + 4 + 8
	entrySize  = 32 + 8 + 4 + 4 + 8
)

// index is what an index file says, but for its entries.
type index struct {
	pack           packID
	engine         Key
	covered        int64  // bytes of the pack that the entries describe
	session, build uint32 // the last of each
}

func (x *index) head(count uint64) []byte {
	b := append(make([]byte, 0, indexHead), indexMagic...)
	b = append(b, x.pack[:]...)
	b = append(b, x.engine[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(x.covered))
	b = binary.LittleEndian.AppendUint32(b, x.session)
	b = binary.LittleEndian.AppendUint32(b, x.build)
	return binary.LittleEndian.AppendUint64(b, count)
}

// readIndex loads the index of the given pack into a table. Entries that point
// beyond the pack's size are left out. False when there is no such index, or
// any byte of it is wrong.
func readIndex(name string, pack packID, engine Key, packSize int64) (index, table, bool) {
	f, size, ok := openRegular(name, os.O_RDONLY)
	if !ok {
		return index{}, table{}, false
	}
	defer f.Close()
	// The head is judged alone first: a foreign file may be of any size.
	head := make([]byte, indexHead)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != indexMagic ||
		!bytes.Equal(head[16:32], pack[:]) || !bytes.Equal(head[32:64], engine[:]) {
		return index{}, table{}, false
	}
	count := binary.LittleEndian.Uint64(head[80:])
	if count > 1<<31 || int64(count)*entrySize+indexHead+4 != size {
		return index{}, table{}, false
	}
	x := index{
		pack: pack, engine: engine,
		covered: int64(binary.LittleEndian.Uint64(head[64:])),
		session: binary.LittleEndian.Uint32(head[72:]),
		build:   binary.LittleEndian.Uint32(head[76:]),
	}
	t, ok := readEntries(f, head, int(count), packSize)
	return x, t, ok && x.covered >= packHead
}

// readEntries reads the rest of an index in large pieces, so that the whole of
// it stands in memory once only, as a table.
func readEntries(f io.Reader, head []byte, count int, packSize int64) (t table, ok bool) {
	castagnoli := crc32.MakeTable(crc32.Castagnoli)
	sum := crc32.Checksum(head, castagnoli)
	t.reserve(uint32(count))
	buf := make([]byte, min(count, 16<<10)*entrySize)
	for count > 0 {
		buf = buf[:min(len(buf), count*entrySize)]
		if _, err := io.ReadFull(f, buf); err != nil {
			return t, false
		}
		sum = crc32.Update(sum, castagnoli, buf)
		count -= len(buf) / entrySize
		for b := buf; len(b) > 0; b = b[entrySize:] {
			e := entry{
				key:  Key(b[:32]),
				spot: binary.LittleEndian.Uint64(b[32:]),
				size: binary.LittleEndian.Uint32(b[40:]),
				sum:  binary.LittleEndian.Uint32(b[44:]),
				used: binary.LittleEndian.Uint64(b[48:]),
			}
			if e.place() == shared && e.offset() >= packHead+recHead && e.offset()+int64(e.size) <= packSize {
				t.set(e)
			}
		}
	}
	var tail [4]byte
	_, err := io.ReadFull(f, tail[:])
	return t, err == nil && binary.LittleEndian.Uint32(tail[:]) == sum
}

// writeIndex writes the entries that stand in the shared pack, by a temporary
// file and a rename.
func writeIndex(name string, x index, t *table) error {
	return replace(name, func(out *bufio.Writer) error {
		var count uint64
		for i := range t.n {
			if t.at(i).place() == shared {
				count++
			}
		}
		castagnoli := crc32.MakeTable(crc32.Castagnoli)
		b := x.head(count)
		sum := crc32.Checksum(b, castagnoli)
		out.Write(b) // a bufio.Writer keeps its first error
		for i := range t.n {
			e := t.at(i)
			if e.place() != shared {
				continue
			}
			b = append(b[:0], e.key[:]...)
			b = binary.LittleEndian.AppendUint64(b, e.spot)
			b = binary.LittleEndian.AppendUint32(b, e.size)
			b = binary.LittleEndian.AppendUint32(b, e.sum)
			b = binary.LittleEndian.AppendUint64(b, atomic.LoadUint64(&e.used))
			sum = crc32.Update(sum, castagnoli, b)
			out.Write(b)
		}
		_, err := out.Write(binary.LittleEndian.AppendUint32(nil, sum))
		return err
	})
}

// replace writes a file beside and renames it into place when all of it is
// there. Only the holder of the lock calls it, so one temporary name is enough.
func replace(name string, fill func(*bufio.Writer) error) error {
	tmp := name + ".tmp"
	os.Remove(tmp) // of a killed process; whatever else it is, it is not written through
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(f, 256<<10)
	err = fill(out)
	if err == nil {
		err = out.Flush()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(tmp, name)
	}
	if err != nil {
		os.Remove(tmp)
	}
	return err
}
