package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"
)

// soon is within what time a save must show.
const soon = 2 * time.Second

// screen is a terminal that can be read while somebody writes to it.
type screen struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

// within waits until something holds.
func within(t *testing.T, limit time.Duration, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(limit); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("not within %v: %s", limit, what)
		}
	}
}

// smallSite writes a site of three files.
func smallSite(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	save(t, dir, "site.yaml", "title: Notes\nbase_url: https://example.com/docs\n")
	save(t, dir, "content/index.md", "# Welcome\n\nSee [a](blog/2026-01-05-a.md).\n")
	save(t, dir, "content/blog/2026-01-05-a.md", "# A post\n\nFirst text.\n")
	return dir
}

func save(t *testing.T, dir, name, text string) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// freePort gives a port that nobody had a moment ago.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no network on this machine: ", err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}

// browser fetches pages of one preview.
type browser struct {
	t      *testing.T
	client http.Client
	base   string
}

func (b *browser) get(path string) (status int, body string) {
	b.t.Helper()
	r, err := b.client.Get(b.base + path)
	if err != nil {
		b.t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return r.StatusCode, string(text)
}

func (b *browser) shows(path, text string) func() bool {
	return func() bool { _, body := b.get(path); return strings.Contains(body, text) }
}

var printed = regexp.MustCompile(`http://127\.0\.0\.1:\d+/\S*`)

// preview starts lodestone serve and gives its terminal, a browser, and what
// ends it and gives its exit status.
func startPreview(t *testing.T, dir string) (*screen, *browser, func() int) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	var terminal screen
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--source", dir, "--clock", "2026-06-01", "--port", freePort(t)},
			strings.NewReader(""), io.Discard, &terminal)
	}()
	within(t, 20*time.Second, "an address on the terminal", func() bool { return printed.MatchString(terminal.String()) })
	b := &browser{t: t, base: strings.TrimSuffix(printed.FindString(terminal.String()), "/")}
	b.client.Transport = &http.Transport{}
	return &terminal, b, func() int {
		cancel()
		b.client.CloseIdleConnections()
		select {
		case status := <-ended:
			return status
		case <-time.After(5 * time.Second):
			t.Fatal("serve did not end")
			return 0
		}
	}
}

// TestServe edits a site while somebody looks at it.
func TestServe(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("LC_ALL", "C")
	dir := smallSite(t)
	terminal, b, end := startPreview(t, dir)

	if !strings.HasSuffix(b.base, "/docs") {
		t.Errorf("address %s lacks the path of base_url", b.base)
	}
	if status, body := b.get("/"); status != 200 || !strings.Contains(body, "Welcome") || !strings.Contains(body, "/.lodestone/live.js") {
		t.Errorf("/: %d\n%s", status, body)
	}
	if status, body := b.get("/blog/a/"); status != 200 || !strings.Contains(body, "First text.") {
		t.Errorf("/blog/a/: %d\n%s", status, body)
	}
	if status, body := b.get("/no/such/page/"); status != 404 || !strings.Contains(body, "<main") {
		t.Errorf("a page that is not there: %d\n%s", status, body)
	}
	if status, _ := b.get("/../private/files.json"); status == 200 {
		t.Error("private/ is served")
	}
	if _, err := os.Stat(filepath.Join(dir, "public")); err == nil {
		t.Error("the preview wrote public/")
	}

	events, err := b.client.Get(strings.TrimSuffix(b.base, "/docs") + "/.lodestone/events")
	if err != nil {
		t.Fatal(err)
	}
	defer events.Body.Close()
	if kind := events.Header.Get("Content-Type"); kind != "text/event-stream" {
		t.Errorf("events are %s", kind)
	}
	reloads := make(chan string, 10)
	go func() {
		defer close(reloads)
		for lines := bufio.NewScanner(events.Body); lines.Scan(); {
			if strings.HasPrefix(lines.Text(), "data:") || strings.HasPrefix(lines.Text(), "event:") {
				reloads <- lines.Text()
			}
		}
	}()

	save(t, dir, "content/blog/2026-01-05-a.md", "# A post\n\nSecond text.\n")
	within(t, soon, "the new text", b.shows("/blog/a/", "Second text."))
	select {
	case <-reloads:
	case <-time.After(soon):
		t.Error("the open page was not told to reload")
	}

	save(t, dir, "content/blog/2026-01-05-a.md", "# A post\n\nThird text, [broken](gone.md).\n")
	within(t, soon, "the fault on the terminal", func() bool {
		return strings.Contains(terminal.String(), "content/blog/2026-01-05-a.md:3:22: error: no file gone.md") &&
			strings.Contains(terminal.String(), "the last good site stays")
	})
	if _, body := b.get("/blog/a/"); !strings.Contains(body, "Second text.") {
		t.Errorf("the last good site is gone:\n%s", body)
	}

	save(t, dir, "content/blog/2026-01-05-a.md", "# A post\n\nFourth text.\n")
	within(t, soon, "the mended text", b.shows("/blog/a/", "Fourth text."))

	save(t, dir, "content/fresh/page.md", "# A new page\n\nIn a new folder.\n")
	within(t, soon, "a page in a new folder", b.shows("/fresh/page/", "In a new folder."))
	if err := os.RemoveAll(filepath.Join(dir, "content", "fresh")); err != nil {
		t.Fatal(err)
	}
	within(t, soon, "the page to go", func() bool { status, _ := b.get("/fresh/page/"); return status == 404 })

	if status := end(); status != interrupted {
		t.Errorf("status %d, want %d", status, interrupted)
	}
	if strings.Contains(terminal.String(), "interrupted") {
		t.Errorf("ended, the preview says:\n%s", terminal)
	}
	for range reloads { // until the stream has ended
	}
	b.client.CloseIdleConnections()
}

// TestServeFaulty starts on a site with a fault: it says so, and shows the site
// as soon as it is mended.
func TestServeFaulty(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("LC_ALL", "C")
	dir := smallSite(t)
	save(t, dir, "site.yaml", "tilte: Notes\n")
	terminal, b, end := startPreview(t, dir)
	if !strings.Contains(terminal.String(), "unknown key “tilte”") {
		t.Errorf("terminal: %s", terminal)
	}
	if status, body := b.get("/"); status != http.StatusServiceUnavailable {
		t.Errorf("%d: %s", status, body)
	}
	save(t, dir, "site.yaml", "title: Notes\n")
	within(t, soon, "the mended site", b.shows("/", "Welcome"))
	if status := end(); status != interrupted {
		t.Errorf("status %d, want %d", status, interrupted)
	}
}

// TestServePort takes the next port where one is taken.
func TestServePort(t *testing.T) {
	dir := smallSite(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Skip("no network on this machine: ", err)
	}
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	ctx, cancel := context.WithCancel(context.Background())
	var terminal screen
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, []string{"serve", "--source", dir, "--port", strconv.Itoa(taken)}, strings.NewReader(""), io.Discard, &terminal)
	}()
	within(t, 20*time.Second, "an address", func() bool { return printed.MatchString(terminal.String()) })
	if strings.Contains(terminal.String(), ":"+strconv.Itoa(taken)+"/") {
		t.Errorf("the taken port: %s", &terminal)
	}
	cancel()
	if status := <-ended; status != interrupted {
		t.Errorf("status %d", status)
	}
}

// TestInterrupted is a build that was told to stop before it began: it ends
// with 130 and has written nothing.
func TestInterrupted(t *testing.T) {
	dir, old := smallSite(t), t.TempDir()
	save(t, old, "_posts/2020-03-04-hello.md", "---\ntitle: Hello\n---\nText.\n")
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, args := range [][]string{
		{"build", "--source", dir},
		{"build", "--source", dir, "--no-cache", "--out", filepath.Join(dir, "out")},
		{"new", "site", filepath.Join(dir, "new")},
		{"import", "jekyll", old, filepath.Join(dir, "imported")},
	} {
		var out, errs strings.Builder
		if status := run(ctx, args, strings.NewReader(""), &out, &errs); status != interrupted {
			t.Errorf("%s: status %d, want %d: %s", args[0], status, interrupted, &errs)
		}
		if out.Len() > 0 || !strings.Contains(errs.String(), "interrupted") {
			t.Errorf("%s: %s%s", args[0], &out, &errs)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, "[^.]*")) // all but the cache
	if err != nil || len(left) != 2 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// TestServeBroken is a layout that breaks on one page: browser and terminal say
// where, and the page comes back when it is mended.
func TestServeBroken(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	t.Setenv("LC_ALL", "C")
	dir := smallSite(t)
	save(t, dir, "layouts/post.html", "{{define \"main\"}}\n<b>{{index .Page.Tags 5}}</b>{{end}}\n")
	terminal, b, end := startPreview(t, dir)
	const want = "layouts/post.html:2:6: error: this fails on blog/a/index.html: "
	status, body := b.get("/blog/a/")
	if status != http.StatusInternalServerError || !strings.Contains(body, want) || !strings.Contains(body, "&lt;b&gt;{{index") || !strings.Contains(body, "live.js") {
		t.Errorf("%d: %s", status, body)
	}
	if !strings.Contains(terminal.String(), want) {
		t.Errorf("the terminal says:\n%s", terminal)
	}
	if status, _ := b.get("/"); status != http.StatusOK {
		t.Errorf("another page: %d", status)
	}
	save(t, dir, "layouts/post.html", "{{define \"main\"}}mended{{end}}\n")
	within(t, soon, "the mended page", b.shows("/blog/a/", "mended"))
	if status := end(); status != interrupted {
		t.Errorf("status %d, want %d", status, interrupted)
	}
}

// TestServeHost: a page of somebody else's whose name leads to this machine
// reads nothing of the preview.
func TestServeHost(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	_, b, end := startPreview(t, smallSite(t))
	for host, want := range map[string]int{
		"attacker.example": 403, "attacker.example:1414": 403, "localhost.attacker.example": 403, "127.0.0.1.attacker.example": 403,
		"localhost": 200, "LocalHost.:1414": 200, "notes.localhost:1414": 200, "127.0.0.1:1414": 200, "[::1]:1414": 200, "[::1]": 200, "192.0.2.7": 200,
	} {
		for _, address := range []string{b.base + "/", strings.TrimSuffix(b.base, "/docs") + "/.lodestone/live.js"} {
			r, err := http.NewRequest(http.MethodGet, address, nil)
			if err != nil {
				t.Fatal(err)
			}
			r.Host = host
			answer, err := b.client.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != want {
				t.Errorf("%s as %s: %d, want %d", address, host, answer.StatusCode, want)
			}
		}
	}
	if status := end(); status != interrupted {
		t.Errorf("status %d, want %d", status, interrupted)
	}
}

// TestServeTwin: the preview says of a page's Markdown copy what the host is asked to
// say.
func TestServeTwin(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	dir := smallSite(t)
	save(t, dir, "site.yaml", "title: Notes\nbase_url: https://example.com/docs\nheaders: nginx\n")
	_, b, end := startPreview(t, dir)
	for path, want := range map[string]map[string]string{
		"/blog/a/index.html.md": {"X-Robots-Tag": "noindex", "Link": `<https://example.com/docs/blog/a/>; rel="canonical"`, "Content-Type": "text/markdown; charset=utf-8"},
		"/blog/a/":              {"X-Robots-Tag": "", "Link": "", "Content-Type": "text/html; charset=utf-8"},
	} {
		r, err := b.client.Get(b.base + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		for name, value := range want {
			if got := r.Header.Get(name); got != value || r.StatusCode != http.StatusOK {
				t.Errorf("%s: %d, %s: %q, want %q", path, r.StatusCode, name, got, value)
			}
		}
	}
	if status := end(); status != interrupted {
		t.Errorf("status %d, want %d", status, interrupted)
	}
}
