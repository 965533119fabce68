package serve

import (
	"bytes"
	_ "embed"
	"html"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"path"
	"strconv"
	"strings"

	"lodestone/internal/file"
	"lodestone/internal/hosting"
)

//go:embed live.js
var liveScript []byte

// own is where the preview's own addresses begin; no site has pages there, since
// hidden files are not published.
const own = "/.lodestone/"

// liveTag is the one element that the preview adds to a page.
const liveTag = `<script src="` + own + `live.js" defer></script>`

// tree finds a File by the path that a browser asks for.
type tree struct {
	files map[string]*file.File
	base  string
}

func newTree(s Site) *tree {
	t := &tree{files: make(map[string]*file.File, len(s.Files)), base: s.Prefix}
	for i := range s.Files {
		if s.Files[i].Root == file.Public {
			t.files[s.Files[i].Path] = &s.Files[i]
		}
	}
	return t
}

func (t *tree) prefix() string {
	if t == nil {
		return ""
	}
	return t.base
}

// ServeHTTP answers with a File, as a static host would.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	if !s.mine(r.Host) {
		http.Error(w, "This preview answers to localhost, to IP addresses and to the name given by --host, and not to "+strconv.Quote(r.Host)+".", http.StatusForbidden)
		return
	}
	switch r.URL.Path {
	case own + "live.js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		w.Write(liveScript)
		return
	case own + "events":
		s.events(w, r)
		return
	}
	t := s.tree.Load()
	if t == nil {
		http.Error(w, "The site has faults; the terminal lists them. This page reloads when they are mended.", http.StatusServiceUnavailable)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, t.base+"/")
	if !ok {
		http.Redirect(w, r, t.base+"/", http.StatusFound)
		return
	}
	s.file(t, w, r, name)
}

// mine says whether a browser means this machine by the host that it asks. Any
// other name may be somebody's who lets it lead here, so that a page of theirs
// could read the preview, drafts included (DNS rebinding). An address leads
// where it says.
func (s *server) mine(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || host == strings.ToLower(s.o.Host) && host != "" { // RFC 6761 §6.3
		return true
	}
	_, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(host, "["), "]"))
	return err == nil
}

// file answers with the File at a path, or with the 404 page.
func (s *server) file(t *tree, w http.ResponseWriter, r *http.Request, name string) {
	if f := t.files[name]; f != nil && name != "" {
		s.send(w, r, f, http.StatusOK)
		return
	}
	if f := t.files[path.Join(name, "index.html")]; f != nil {
		if name != "" && !strings.HasSuffix(name, "/") {
			http.Redirect(w, r, t.base+"/"+name+"/", http.StatusMovedPermanently)
			return
		}
		s.send(w, r, f, http.StatusOK)
		return
	}
	for dir := path.Dir(strings.TrimSuffix(name, "/")); ; dir = path.Dir(dir) { // the nearest 404 page: each language has its own
		if f := t.files[path.Join(dir, "404.html")]; f != nil {
			s.send(w, r, f, http.StatusNotFound)
			return
		}
		if dir == "." || dir == "/" {
			http.NotFound(w, r)
			return
		}
	}
}

func (s *server) send(w http.ResponseWriter, r *http.Request, f *file.File, status int) {
	in, err := f.Open(r.Context())
	if err != nil {
		s.broken(w, r, f, err)
		return
	}
	defer in.Close()
	kind := mime.TypeByExtension(path.Ext(f.Path))
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	if f.CopyOf != "" {
		for _, h := range hosting.Copy(f.CopyOf) {
			w.Header().Set(h.Name, h.Value)
		}
	}
	if !strings.HasPrefix(kind, "text/html") {
		w.WriteHeader(status)
		if r.Method == http.MethodGet {
			io.Copy(w, in)
		}
		return
	}
	page, err := io.ReadAll(in)
	if err != nil {
		s.broken(w, r, f, err)
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		w.Write(withLive(page))
	}
}

// broken shows why there is no page, on one that reloads when the site changes.
func (s *server) broken(w http.ResponseWriter, r *http.Request, f *file.File, err error) {
	if r.Context().Err() != nil {
		return // nobody is waiting any more
	}
	text := "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<style>pre{white-space:pre-wrap;overflow-wrap:anywhere}</style>\n<title>" + html.EscapeString(f.Path) + "</title>\n<pre>" +
		html.EscapeString(s.o.Broken(f.Path, err)) + "</pre>\n"
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusInternalServerError)
	if r.Method == http.MethodGet {
		w.Write(withLive([]byte(text)))
	}
}

// withLive adds the live element where the body ends.
func withLive(page []byte) []byte {
	i := bytes.LastIndex(page, []byte("</body>"))
	if i < 0 {
		i = len(page)
	}
	out := make([]byte, 0, len(page)+len(liveTag))
	out = append(out, page[:i]...)
	out = append(out, liveTag...)
	return append(out, page[i:]...)
}

// events keeps a connection open and tells the page when to reload.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	out := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	io.WriteString(w, "retry: 500\n\n")
	if out.Flush() != nil {
		return
	}
	changed := make(chan struct{}, 1)
	s.mu.Lock()
	s.tabs[changed] = true
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.tabs, changed)
		s.mu.Unlock()
	}()
	for {
		select {
		case <-s.ended.Done():
			return
		case <-r.Context().Done():
			return
		case <-changed:
			io.WriteString(w, "event: reload\ndata: now\n\n")
			if out.Flush() != nil {
				return
			}
		}
	}
}

// reload tells every open page.
func (s *server) reload() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for tab := range s.tabs {
		select {
		case tab <- struct{}{}:
		default: // it has not yet read the last news; one is enough
		}
	}
}
