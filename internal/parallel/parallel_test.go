package parallel

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

func TestEach(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 100} {
		var calls [50]atomic.Int32
		busy := make([]atomic.Int32, Workers(workers))
		err := Each(context.Background(), len(calls), workers, func(w, i int) error {
			if busy[w].Add(1) != 1 {
				t.Errorf("worker %d runs twice at once", w)
			}
			calls[i].Add(1)
			busy[w].Add(-1)
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		for i := range calls {
			if n := calls[i].Load(); n != 1 {
				t.Errorf("%d workers: call %d was made %d times", workers, i, n)
			}
		}
	}
}

func TestEachStops(t *testing.T) {
	fault := errors.New("fault")
	var calls atomic.Int32
	err := Each(context.Background(), 1_000_000, 2, func(_, i int) error {
		calls.Add(1)
		if i == 10 {
			return fault
		}
		return nil
	})
	if !errors.Is(err, fault) || calls.Load() == 1_000_000 {
		t.Errorf("%v after %d calls", err, calls.Load())
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	err = Each(ctx, 5, 2, func(_, _ int) error { t.Error("a call after the end"); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
