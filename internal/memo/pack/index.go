package pack

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"io"
	"iter"
	"os"
)

const (
	indexMagic = "lodestone indx 1"
	indexHead  = 16 + 16 + 32 + 8 + 4 + 4 + 8
	entrySize  = 32 + 8 + 4 + 4 + 8
)

// Index is what an index file says, but for its entries.
type Index struct {
	Pack           ID
	Engine         Key
	Covered        int64  // bytes of the pack that the entries describe
	Session, Build uint32 // the last of each
}

func (x *Index) head(count uint64) []byte {
	b := append(make([]byte, 0, indexHead), indexMagic...)
	b = append(b, x.Pack[:]...)
	b = append(b, x.Engine[:]...)
	b = binary.LittleEndian.AppendUint64(b, uint64(x.Covered))
	b = binary.LittleEndian.AppendUint32(b, x.Session)
	b = binary.LittleEndian.AppendUint32(b, x.Build)
	return binary.LittleEndian.AppendUint64(b, count)
}

// ReadIndex reads the index of the given pack: how many entries there are, then
// each with the moment of its last use, but for those that point beyond the
// pack's size. False when there is no such index, or any byte of it is wrong;
// entries that were given already are then worth nothing.
func ReadIndex(name string, id ID, engine Key, packSize int64, count func(int), each func(r Record, used uint64)) (Index, bool) {
	f, size, ok := openRegular(name, os.O_RDONLY)
	if !ok {
		return Index{}, false
	}
	defer f.Close()
	// The head is judged alone first: a foreign file may be of any size.
	head := make([]byte, indexHead)
	if _, err := io.ReadFull(f, head); err != nil || string(head[:16]) != indexMagic ||
		!bytes.Equal(head[16:32], id[:]) || !bytes.Equal(head[32:64], engine[:]) {
		return Index{}, false
	}
	n := binary.LittleEndian.Uint64(head[80:])
	if n > 1<<31 || int64(n)*entrySize+indexHead+4 != size {
		return Index{}, false
	}
	x := Index{
		Pack: id, Engine: engine,
		Covered: int64(binary.LittleEndian.Uint64(head[64:])),
		Session: binary.LittleEndian.Uint32(head[72:]),
		Build:   binary.LittleEndian.Uint32(head[76:]),
	}
	count(int(n))
	ok = readEntries(f, head, int(n), func(r Record, used uint64) {
		if r.Offset >= Head+RecordHead && r.Offset <= packSize-int64(r.Size) {
			each(r, used)
		}
	})
	return x, ok && x.Covered >= Head
}

// readEntries reads the rest of an index in large pieces, so that the whole of
// it never stands in memory as bytes.
func readEntries(f io.Reader, head []byte, count int, each func(Record, uint64)) (ok bool) {
	castagnoli := crc32.MakeTable(crc32.Castagnoli)
	sum := crc32.Checksum(head, castagnoli)
	buf := make([]byte, min(count, 16<<10)*entrySize)
	for count > 0 {
		buf = buf[:min(len(buf), count*entrySize)]
		if _, err := io.ReadFull(f, buf); err != nil {
			return false
		}
		sum = crc32.Update(sum, castagnoli, buf)
		count -= len(buf) / entrySize
		for b := buf; len(b) > 0; b = b[entrySize:] {
			r := Record{
				Key:    Key(b[:32]),
				Offset: int64(binary.LittleEndian.Uint64(b[32:])),
				Size:   binary.LittleEndian.Uint32(b[40:]),
				Sum:    binary.LittleEndian.Uint32(b[44:]),
			}
			each(r, binary.LittleEndian.Uint64(b[48:]))
		}
	}
	var tail [4]byte
	_, err := io.ReadFull(f, tail[:])
	return err == nil && binary.LittleEndian.Uint32(tail[:]) == sum
}

// Write writes an index of so many entries, each with the moment of its last use,
// by a temporary file and a rename.
func (x *Index) Write(name string, count int, entries iter.Seq2[Record, uint64]) error {
	return Replace(name, func(out *bufio.Writer) error {
		castagnoli := crc32.MakeTable(crc32.Castagnoli)
		b := x.head(uint64(count))
		sum := crc32.Checksum(b, castagnoli)
		out.Write(b) // a bufio.Writer keeps its first error
		for r, used := range entries {
			b = append(b[:0], r.Key[:]...)
			b = binary.LittleEndian.AppendUint64(b, uint64(r.Offset))
			b = binary.LittleEndian.AppendUint32(b, r.Size)
			b = binary.LittleEndian.AppendUint32(b, r.Sum)
			b = binary.LittleEndian.AppendUint64(b, used)
			sum = crc32.Update(sum, castagnoli, b)
			out.Write(b)
		}
		_, err := out.Write(binary.LittleEndian.AppendUint32(nil, sum))
		return err
	})
}

// Temp is the end of the temporary names of Replace.
const Temp = ".tmp"

// Replace writes a file beside and renames it into place when all of it is
// there. Only the holder of a lock may call it, so one temporary name is enough.
func Replace(name string, fill func(*bufio.Writer) error) error {
	tmp := name + Temp
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
