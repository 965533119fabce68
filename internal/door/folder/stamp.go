package folder

import (
	"encoding/binary"
	"io/fs"
	"time"

	"golang.org/x/sys/unix"
)

// settled is how long a file must have been left alone before its Stamp is
// trusted: the coarsest clocks of file systems step by two seconds, so that two
// changes in a shorter time may bear the same moment.
const settled = 3 * time.Second

// Stamp gives, without reading the file, bytes that no other state of it has:
// device, inode, size and the times of the last change of its bytes and of its
// inode. That last one cannot be set back, which is why a changed file of the
// same size and with its old time restored has another Stamp (git's index rests
// on the same). It is nil where nothing can be told: the file is no plain one,
// is a link, or changed within the last seconds.
func (f *FS) Stamp(name string) []byte {
	var s unix.Stat_t
	if !fs.ValidPath(name) || unix.Lstat(f.place(name), &s) != nil {
		return nil
	}
	return stamp(&s, time.Now())
}

func stamp(s *unix.Stat_t, now time.Time) []byte {
	written, changed := time.Unix(s.Mtim.Unix()), time.Unix(s.Ctim.Unix())
	limit := now.Add(-settled)
	if s.Mode&unix.S_IFMT != unix.S_IFREG || !written.Before(limit) || !changed.Before(limit) {
		return nil
	}
	b := make([]byte, 0, 5*8)
	for _, n := range []uint64{uint64(s.Dev), s.Ino, uint64(s.Size), uint64(written.UnixNano()), uint64(changed.UnixNano())} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	return b
}
