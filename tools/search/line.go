package main

import (
	"compress/gzip"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	roundTrip = 150 * time.Millisecond
	perSecond = 1_600_000 / 8 // bytes
)

// policy is the strictest that the site's pages run under.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'"

// line is a server at the other end of a slow line.
type line struct {
	host string
	sent atomic.Int64 // bytes, with all headers

	mu   sync.Mutex
	free time.Time // when the line has sent what it was given
}

// serve serves a folder as common hosts do: compressed, under a strict policy.
func serve(dir string) (*line, error) {
	in, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &line{host: in.Addr().String()}
	root := os.DirFS(dir)
	files := http.FileServerFS(root)
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(roundTrip)
		w.Header().Set("Content-Security-Policy", policy)
		r.Header.Del("Range")
		if !compressible(r.URL.Path) {
			files.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		files.ServeHTTP(zipped{w, z}, r)
		z.Close()
	})
	go http.Serve(slow{in, l}, h)
	return l, nil
}

// quiet waits until nothing has come for a second.
func (l *line) quiet() {
	for last := int64(-1); last != l.sent.Load(); {
		last = l.sent.Load()
		time.Sleep(time.Second)
	}
}

func (l *line) at(path string) string { return "http://" + l.host + path }

func compressible(path string) bool {
	for _, end := range []string{"/", ".html", ".css", ".js", ".json", ".svg", ".xml"} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// zipped writes the body through gzip.
type zipped struct {
	http.ResponseWriter
	z *gzip.Writer
}

func (w zipped) Write(p []byte) (int, error) { return w.z.Write(p) }

func (w zipped) WriteHeader(code int) {
	w.Header().Del("Content-Length")
	w.ResponseWriter.WriteHeader(code)
}

// slow delays what goes through its connections.
type slow struct {
	net.Listener
	line *line
}

func (s slow) Accept() (net.Conn, error) {
	c, err := s.Listener.Accept()
	return &conn{Conn: c, line: s.line}, err
}

// conn is a connection over the line; it costs a round trip to open.
type conn struct {
	net.Conn
	line   *line
	opened sync.Once
}

func (c *conn) Read(p []byte) (int, error) {
	c.opened.Do(func() { time.Sleep(roundTrip) })
	return c.Conn.Read(p)
}

func (c *conn) Write(p []byte) (n int, err error) {
	for n < len(p) && err == nil {
		part := p[n:min(n+1460, len(p))]
		time.Sleep(c.line.wait(len(part)))
		var k int
		k, err = c.Conn.Write(part)
		n += k
		c.line.sent.Add(int64(k))
	}
	return n, err
}

// wait books room on the line, which all connections share.
func (l *line) wait(bytes int) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	if l.free.Before(now) {
		l.free = now
	}
	l.free = l.free.Add(time.Duration(bytes) * time.Second / perSecond)
	return l.free.Sub(now)
}
