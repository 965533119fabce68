package serve

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// gather is how long a burst of events may go on before it counts as one
// change: editors write a temporary file, rename it and touch the folder.
const gather = 20 * time.Millisecond

// watch tells of changes below some folders, bursts as one.
type watch struct {
	changed chan struct{}
	notify  *fsnotify.Watcher
	skip    []string
}

func newWatch(roots, skip []string) (*watch, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watch{changed: make(chan struct{}, 1), notify: n, skip: skip}
	for _, root := range roots {
		if err := w.add(root); err != nil {
			n.Close()
			return nil, err
		}
	}
	go w.run()
	return w, nil
}

func (w *watch) close() { w.notify.Close() }

// add watches a folder and all below it. What is gone meanwhile is no error.
func (w *watch) add(root string) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // a folder removed while we look is as good as not there
		}
		if !d.IsDir() {
			return nil
		}
		if name != root && w.skipped(name) {
			return fs.SkipDir
		}
		return w.notify.Add(name)
	})
}

func (w *watch) skipped(name string) bool {
	base := filepath.Base(name)
	return strings.HasPrefix(base, ".") && base != ".well-known" || base == "node_modules" || slices.Contains(w.skip, name)
}

// noise says whether an event means nothing to the site: an editor's own files,
// a change of permissions.
func (w *watch) noise(e fsnotify.Event) bool {
	base := filepath.Base(e.Name)
	return e.Op == fsnotify.Chmod || w.skipped(e.Name) || strings.HasSuffix(base, "~") ||
		strings.HasSuffix(base, ".swp") || strings.HasSuffix(base, ".swx") || base == "4913"
}

func (w *watch) run() {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case e, open := <-w.notify.Events:
			if !open {
				return
			}
			if w.noise(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
					_ = w.add(e.Name) // gone again, or out of watches: the next event of its parent still comes
				}
			}
			timer.Reset(gather)
		case _, open := <-w.notify.Errors:
			if !open {
				return
			}
			timer.Reset(gather) // events were lost: look at everything
		case <-timer.C:
			select {
			case w.changed <- struct{}{}:
			default:
			}
		}
	}
}
