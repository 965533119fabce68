package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"lodestone/internal/file"
	"lodestone/internal/memo"
)

// stateMagic opens the file: format, then the SHA-256 of the rest.
const stateMagic = "lodestone disk 1"

// grain is how coarse the times of files may be. A file that was written so
// shortly before it was looked at could change again without its time changing.
const grain = 20 * time.Millisecond

// record is what the door remembers of a file that it has written or compared.
type record struct {
	root file.Root
	path string
	key  [32]byte
	size int64
	time int64 // modification, Unix nanoseconds; 0 when not to be trusted
	sum  [32]byte
}

// state is the door's memory between builds of one OUT. All of it can be lost:
// it only saves work. The list of files.json is in it, so that the JSON need not
// be parsed when its sum is known.
type state struct {
	out     string
	list    [32]byte // SHA-256 of files.json, which says the same as folders and files
	folders []folder
	files   []record // by root, then path; Root source too
}

func (s *state) Code(c *memo.Coder) {
	c.Text(&s.out)
	c.Key(&s.list)
	memo.Slice(c, &s.folders, func(c *memo.Coder, f *folder) {
		memo.Enum(c, &f.root)
		c.Text(&f.path)
	})
	memo.Slice(c, &s.files, func(c *memo.Coder, r *record) {
		memo.Enum(c, &r.root)
		c.Text(&r.path)
		c.Key(&r.key)
		code64(c, &r.size)
		code64(c, &r.time)
		c.Key(&r.sum)
	})
}

func code64(c *memo.Coder, v *int64) {
	n := int(*v)
	c.Int(&n)
	if c.Reading() {
		*v = int64(n)
	}
}

// stateFile names the state of an OUT; out is absolute.
func stateFile(cache, out string) string {
	sum := sha256.Sum256([]byte(out))
	return filepath.Join(cache, "disk-"+hex.EncodeToString(sum[:8])+".state")
}

// readState gives an empty state for whatever is missing, damaged or foreign.
func readState(cache, out string) *state {
	if cache == "" {
		return &state{}
	}
	f, err := os.OpenFile(stateFile(cache, out), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return &state{}
	}
	defer f.Close()
	st, err := f.Stat()
	const head = len(stateMagic) + sha256.Size
	if err != nil || !st.Mode().IsRegular() || st.Size() < int64(head) {
		return &state{}
	}
	b := make([]byte, head)
	if _, err := io.ReadFull(f, b); err != nil || string(b[:len(stateMagic)]) != stateMagic {
		return &state{}
	}
	rest := make([]byte, st.Size()-int64(head))
	if _, err := io.ReadFull(f, rest); err != nil {
		return &state{}
	}
	return parseState(b, rest, out)
}

func parseState(head, rest []byte, out string) *state {
	s := new(state)
	if sha256.Sum256(rest) != [32]byte(head[len(stateMagic):]) || memo.Decode(rest, s) != nil || s.out != out {
		return &state{}
	}
	return s
}

// write keeps the state. A failure is not told: the next build is slower, no more.
func (s *state) write(cache string) {
	if cache == "" || os.MkdirAll(cache, 0o755) != nil {
		return
	}
	limit := time.Now().Add(-grain).UnixNano()
	for i := range s.files {
		if s.files[i].time > limit {
			s.files[i].time = 0
		}
	}
	rest := memo.Encode(s)
	sum := sha256.Sum256(rest)
	b := append(append([]byte(stateMagic), sum[:]...), rest...)
	name := stateFile(cache, s.out)
	tmp := name + ".tmp"
	os.Remove(tmp) // never write through what stands there
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	_, err = f.Write(b)
	if e := f.Close(); err == nil && e == nil && os.Rename(tmp, name) == nil {
		return
	}
	os.Remove(tmp)
}

// matches says whether a recorded file stands untouched.
func (r *record) matches(size, time int64) bool {
	return r.time != 0 && r.time == time && r.size == size
}
