package main

import (
	"errors"
	"io"
	"os"
	"regexp"
	"sync"

	"github.com/cespare/xxhash/v2"

	"lodestone/internal/memo"
)

// engineKey is the digest of this program: another version makes other pages,
// so nothing that one version keeps serves another.
func engineKey() (memo.Key, error) {
	name, err := os.Executable()
	if err != nil {
		return memo.Key{}, err
	}
	f, err := os.Open(name)
	if err != nil {
		return memo.Key{}, err
	}
	defer f.Close()
	return nameOf(f)
}

// nameOf is the digest of a program.
func nameOf(f *os.File) (memo.Key, error) {
	key := memo.NewHash("engine")
	head := make([]byte, 64<<10)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return memo.Key{}, err
	}
	if id := buildID.Find(head[:n]); id != nil {
		key.Bytes(id)
		return key.Sum(), nil
	}
	sums, err := contents(f)
	for _, s := range sums {
		key.Int(int(s))
	}
	return key.Sum(), err
}

// buildID is how the go command names a program near its beginning: four parts, the last
// of which is the digest of all its bytes (cmd/internal/buildid; "go tool buildid").
// Programs that were linked with -buildid= have none.
var buildID = regexp.MustCompile(`[\w-]{20}/[\w-]{20}/[\w-]{20}/[\w-]{20}`)

// contents gives sums of all the bytes of a program. Nothing can begin before they are
// known, so its parts are read at once.
func contents(f *os.File) (sums [4]uint64, err error) {
	info, err := f.Stat()
	if err != nil {
		return sums, err
	}
	var errs [len(sums)]error
	var done sync.WaitGroup
	size := info.Size()/int64(len(sums)) + 1
	for i := range sums {
		done.Go(func() {
			h := xxhash.New() // against mistakes, not against malice: whoever changes the program can do worse
			_, errs[i] = io.CopyBuffer(h, io.NewSectionReader(f, int64(i)*size, size), make([]byte, 256<<10))
			sums[i] = h.Sum64()
		})
	}
	done.Wait()
	return sums, errors.Join(errs[:]...)
}
