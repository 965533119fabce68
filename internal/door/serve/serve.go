// Package serve is the door for whoever writes: a web server on this machine
// that shows the site as it would be published and follows every save.
//
// In: a function that builds, the folder to watch, an address. Out: HTTP
// answers. A File is opened, and so rendered, only when somebody asks for it.
// What it serves is what a build writes, byte for byte, but for one script
// element in HTML pages that reloads them. While the content is faulty the last
// good site stays up. A host that is neither this machine's own name, nor an
// address, nor the one bound is refused.
package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"lodestone/internal/file"
)

// Site is one built site as the preview needs it.
type Site struct {
	Files  []file.File
	Prefix string // path of the base URL; "" at the root of the host
}

// Options say what to serve where.
type Options struct {
	Host  string   // address to bind, "127.0.0.1" for this machine alone
	Port  int      // first port to try; the next free one is taken
	Watch []string // folders and files to watch, folders with all below them
	Skip  []string // folders not to watch
	// Build builds the site. ok is false where the content is faulty: it has
	// said why, and the last good site stays.
	Build func(context.Context) (site Site, ok bool, err error)
	// Broken hears why a File that a browser asked for cannot be opened, and
	// gives the words that the browser shows in its place.
	Broken func(path string, err error) string
	Say    func(format string, args ...any) // to the person at the terminal
}

// ErrPort says that no port could be bound.
var ErrPort = errors.New("no free port")

// portsToTry is how many ports are tried from the first on.
const portsToTry = 20

// server is the state that requests share.
type server struct {
	o     Options
	tree  atomic.Pointer[tree] // nil until the first good build
	mu    sync.Mutex
	tabs  map[chan struct{}]bool // one per open page
	ended context.Context
}

// Run serves until the context ends. It returns nil then.
func Run(ctx context.Context, o Options) error {
	l, err := listen(o.Host, o.Port)
	if err != nil {
		return err
	}
	defer l.Close()
	w, err := newWatch(o.Watch, o.Skip)
	if err != nil {
		return fmt.Errorf("watching for changes: %w", err)
	}
	defer w.close()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s := &server{o: o, tabs: map[chan struct{}]bool{}, ended: ctx}
	if _, err := s.rebuild(ctx); err != nil {
		return err
	}
	h := &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(l) }()
	t := s.tree.Load()
	o.Say("http://%s%s/  (Ctrl-C ends)", l.Addr(), t.prefix())
	err = s.follow(ctx, w, failed)
	stop()
	h.Close()
	return err
}

// follow rebuilds after every change until the context ends.
func (s *server) follow(ctx context.Context, w *watch, failed <-chan error) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-failed:
			return err
		case <-w.changed:
			began := time.Now()
			ok, err := s.rebuild(ctx)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				s.o.Say("%v", err)
			case !ok:
				s.o.Say("the last good site stays until this is mended")
			default:
				s.o.Say("rebuilt in %d ms", time.Since(began).Milliseconds())
				s.reload()
			}
		}
	}
}

// rebuild builds once; ok is false where the content is faulty.
func (s *server) rebuild(ctx context.Context) (ok bool, err error) {
	site, ok, err := s.o.Build(ctx)
	if err == nil && ok {
		s.tree.Store(newTree(site))
	}
	return ok, err
}

// listen binds the first free port from the given one on.
func listen(host string, port int) (net.Listener, error) {
	var last error
	for p := port; p < port+portsToTry; p++ {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(p)))
		if err == nil {
			return l, nil
		}
		last = err
	}
	return nil, fmt.Errorf("%w between %d and %d: %w", ErrPort, port, port+portsToTry-1, last)
}
