package disk

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"lodestone/internal/door/disk/ledger"
)

// grain is how coarse the times of files may be. A file that was written so
// shortly before it was looked at could change again without its time changing.
const grain = 20 * time.Millisecond

// stateFile names the state of an OUT; out is absolute.
func stateFile(cache, out string) string {
	sum := sha256.Sum256([]byte(out))
	return filepath.Join(cache, "disk-"+hex.EncodeToString(sum[:8])+".state")
}

// readState gives an empty state for whatever is missing, damaged or foreign.
func readState(cache, out string) *ledger.State {
	if cache == "" {
		return new(ledger.State)
	}
	f, err := os.OpenFile(stateFile(cache, out), os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return new(ledger.State)
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil || !st.Mode().IsRegular() {
		return new(ledger.State)
	}
	b := make([]byte, st.Size())
	if _, err := io.ReadFull(f, b); err != nil {
		return new(ledger.State)
	}
	return ledger.ParseState(b, out)
}

// writeState keeps the state. A failure is not told: the next build is slower,
// no more.
func writeState(cache string, s *ledger.State) {
	if cache == "" || os.MkdirAll(cache, 0o755) != nil {
		return
	}
	limit := time.Now().Add(-grain).UnixNano()
	for i := range s.Files {
		if s.Files[i].Time > limit {
			s.Files[i].Time = 0
		}
	}
	name := stateFile(cache, s.Out)
	tmp := name + ".tmp"
	os.Remove(tmp) // never write through what stands there
	f, err := os.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return
	}
	_, err = f.Write(s.Bytes())
	if e := f.Close(); err == nil && e == nil && os.Rename(tmp, name) == nil {
		return
	}
	os.Remove(tmp)
}
