package disk

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// hold is the lock of one OUT.
type hold struct{ f *os.File }

// take waits until no other process holds the lock; waiting is called once
// before it waits.
func take(ctx context.Context, name string, waiting func()) (*hold, error) {
	pause := 5 * time.Millisecond
	for said := false; ; {
		f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0o644)
		if err != nil {
			return nil, err
		}
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if err == nil && stillThere(f, name) {
			return &hold{f}, nil
		}
		f.Close()
		if err != nil && !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR) {
			return nil, err
		}
		if errors.Is(err, syscall.EWOULDBLOCK) && !said {
			waiting()
			said = true
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(pause):
			pause = min(2*pause, 100*time.Millisecond)
		}
	}
}

// stillThere says whether the locked file is the one of this name: whoever held
// it before may have seen the folder deleted.
func stillThere(f *os.File, name string) bool {
	a, err := f.Stat()
	if err != nil {
		return false
	}
	b, err := os.Lstat(name)
	return err == nil && os.SameFile(a, b)
}

func (h *hold) release() { h.f.Close() }
