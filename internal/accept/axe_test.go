package accept

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	browserlog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// TestAxeFindsNothing lets axe-core look at every page of the repository's site in
// a real browser, on a narrow and a wide screen, light and dark. Nothing may stick
// out sideways, no script may fail, and the content security policy of the site
// refuses nothing. LODESTONE_AXE names another built site to look at instead, of which
// a browser may find that pictures are missing.
func TestAxeFindsNothing(t *testing.T) {
	axe, err := os.ReadFile(pinned(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	browser := need(t, "chromium", "google-chrome", "chromium-browser")
	public, other := own(t), os.Getenv("LODESTONE_AXE")
	host := hosted(t, public)
	if other != "" {
		public, host = other, http.FileServer(http.Dir(other))
	}
	server := httptest.NewServer(host)
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	all, stop := chromedp.NewExecAllocator(t.Context(), options...)
	defer stop()
	first, stop := chromedp.NewContext(all)
	defer stop()
	if err := chromedp.Do(first); err != nil {
		t.Fatal(err)
	}
	pages := make(chan string)
	var tabs sync.WaitGroup
	for range 2 {
		tabs.Go(func() { look(t, first, string(axe), pages, other == "") })
	}
	for _, page := range pagesOf(t, public) {
		pages <- server.URL + strings.TrimSuffix(strings.TrimPrefix(page, public), "index.html")
	}
	close(pages)
	tabs.Wait()
}

// hosted serves a site with the headers that it asks of its host for all files, so
// that the browser holds every page to the content security policy.
func hosted(t *testing.T, public string) http.Handler {
	text, err := os.ReadFile(filepath.Join(public, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(text), "/*\n")
	headers := map[string]string{}
	for line := range strings.Lines(rest) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !strings.HasPrefix(line, " ") || !ok {
			break
		}
		headers[name] = value
	}
	if !strings.HasPrefix(headers["Content-Security-Policy"], "default-src 'none'") {
		t.Fatalf("no policy: %v", headers)
	}
	files := http.FileServer(http.Dir(public))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, value := range headers {
			w.Header().Set(name, value)
		}
		files.ServeHTTP(w, r)
	})
}

// look opens a tab and examines page after page in it; strict is to hear of what the
// browser itself complains of.
func look(t *testing.T, browser context.Context, axe string, pages <-chan string, strict bool) {
	tab, stop := chromedp.NewContext(browser)
	defer stop()
	err := chromedp.Do(tab)
	if err == nil && strict {
		err = chromedp.Listen(tab, func(e any) {
			switch e := e.(type) {
			case *runtime.EventExceptionThrown:
				t.Errorf("%s: %s", e.ExceptionDetails.URL, e.ExceptionDetails.Text)
			case *browserlog.EventEntryAdded: // what the policy refuses is among these
				if e.Entry.Level == browserlog.EntryLevelError {
					t.Errorf("%s: %s", e.Entry.URL, e.Entry.Text)
				}
			}
		})
	}
	for page := range pages {
		if err == nil {
			err = examine(t, tab, axe, page)
		}
	}
	if err != nil {
		t.Error(err)
	}
}

// findings asks axe for all that WCAG 2.2 AA and good practice want, and for how far
// the page sticks out of the window.
const findings = `axe.run(document, {
	runOnly: {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
	resultTypes: ["violations"],
}).then(r => r.violations.map(v => v.id + ": " + v.help + " – " + v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(" | ")).concat(
	document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["sticks out sideways"] : []))`

// examine shows a page in all four ways.
func examine(t *testing.T, tab context.Context, axe, page string) error {
	ctx, stop := context.WithTimeout(tab, time.Minute)
	defer stop()
	if err := chromedp.Do(ctx, chromedp.Navigate(page)); err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](axe+"; true")); err != nil {
		return fmt.Errorf("%s: %w", page, err)
	}
	for _, width := range []int64{390, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900), inScheme(scheme)); err != nil {
				return fmt.Errorf("%s: %w", page, err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](findings, chromedp.EvalAwaitPromise))
			if err != nil {
				return fmt.Errorf("%s: %w", page, err)
			}
			for _, f := range found {
				t.Errorf("%s at %d px, %s: %s", page, width, scheme, f)
			}
		}
	}
	return nil
}

// inScheme asks for light or dark, and for no movement: a colour on its way to
// another one has no contrast worth measuring.
func inScheme(scheme string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}})
		return chromedp.Void{}, err
	}
}
