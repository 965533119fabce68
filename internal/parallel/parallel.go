// Package parallel does the same thing many times on several goroutines.
//
// In: a context, a count, a number of workers, a function. Out: the errors of
// the calls that failed and of the context, joined; nil if there were none.
package parallel

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// Workers gives the number of workers that a setting asks for: 0 or less is one
// per core.
func Workers(n int) int {
	if n < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return n
}

// Each calls do for i from 0 to n-1, each once, until one call fails or the
// context ends; calls that have begun are waited for. Calls of one worker, from 0
// to Workers(workers)-1, never run at once, so that it can own working memory.
func Each(ctx context.Context, n, workers int, do func(worker, i int) error) error {
	workers = Workers(workers)
	var (
		next   atomic.Int64
		failed atomic.Bool
		errs   = make([]error, workers)
		done   sync.WaitGroup
	)
	for w := range workers {
		done.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && !failed.Load() && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if errs[w] = do(w, i); errs[w] != nil {
					failed.Store(true)
					return
				}
			}
		})
	}
	done.Wait()
	return errors.Join(append(errs, ctx.Err())...)
}
