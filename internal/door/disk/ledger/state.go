package ledger

import (
	"crypto/sha256"

	"lodestone/internal/file"
	"lodestone/internal/memo"
)

// stateMagic opens a state: format, then the SHA-256 of the rest.
const stateMagic = "lodestone disk 1"

// Record is what the door remembers of a file that it has written or compared.
type Record struct {
	Root file.Root
	Path string
	Key  [32]byte // of the planned File whose bytes these are
	Size int64
	Time int64 // modification, Unix nanoseconds; 0 when not to be trusted
	Sum  [32]byte
}

// State is the door's memory between builds of one OUT. All of it can be lost:
// it only saves work. The list is in it, so that its JSON need not be parsed
// when its sum is known.
type State struct {
	Out     string   // absolute
	List    [32]byte // SHA-256 of files.json, which says the same as Folders and Files
	Folders []Folder
	Files   []Record // by root, then path; Root source too
}

// Code codes the state for package memo.
func (s *State) Code(c *memo.Coder) {
	c.Text(&s.Out)
	c.Key(&s.List)
	memo.Slice(c, &s.Folders, func(c *memo.Coder, f *Folder) {
		memo.Enum(c, &f.Root)
		c.Text(&f.Path)
	})
	memo.Slice(c, &s.Files, func(c *memo.Coder, r *Record) {
		memo.Enum(c, &r.Root)
		c.Text(&r.Path)
		c.Key(&r.Key)
		code64(c, &r.Size)
		code64(c, &r.Time)
		c.Key(&r.Sum)
	})
}

func code64(c *memo.Coder, v *int64) {
	n := int(*v)
	c.Int(&n)
	if c.Reading() {
		*v = int64(n)
	}
}

// Bytes gives the form in which a state is kept.
func (s *State) Bytes() []byte {
	rest := memo.Encode(s)
	sum := sha256.Sum256(rest)
	return append(append([]byte(stateMagic), sum[:]...), rest...)
}

// ParseState reads what Bytes gave, for the same out. Anything else is an empty
// state.
func ParseState(b []byte, out string) *State {
	const head = len(stateMagic) + sha256.Size
	s := new(State)
	if len(b) < head || string(b[:len(stateMagic)]) != stateMagic ||
		sha256.Sum256(b[head:]) != [32]byte(b[len(stateMagic):head]) || memo.Decode(b[head:], s) != nil || s.Out != out {
		return new(State)
	}
	return s
}

// Listed gives the list that the state holds.
func (s *State) Listed() List {
	l := List{Folders: s.Folders, Files: make([]File, 0, len(s.Files))}
	for i := range s.Files {
		if r := &s.Files[i]; r.Root != file.Source {
			l.Files = append(l.Files, File{Root: r.Root, Path: r.Path, Size: r.Size, Sum: r.Sum})
		}
	}
	return l
}

// Matches says whether a recorded file stands untouched.
func (r *Record) Matches(size, time int64) bool {
	return r.Time != 0 && r.Time == time && r.Size == size
}
