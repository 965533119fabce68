package accept

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// sights are what readers saw otherwise once: what a script finds on a page, where
// nothing is found wrong the empty text.
var sights = []struct {
	name, page string
	width      int64
	media      string // "print", or a feature and its value
	script     string
}{
	{"contents in the margin can be pressed", "/blog/everything/", 1440, "", `
		const link = all(".contents a")[1], r = link.getBoundingClientRect();
		return is(document.elementFromPoint(r.left + 20, r.top + 10), link)`},
	{"the picture stands before the text", "/blog/everything/", 1440, "", `
		return box(".opening").bottom <= box(".prose").top && box(".opening").bottom <= box(".contents").top ? "" : "after it"`},
	{"the picture stands before the text, right to left", "/ar/blog/everything/", 1440, "", `
		return box(".opening").bottom <= box(".prose").top ? "" : "after it"`},
	{"paper shows every tab with its name", "/blog/everything/", 658, "print", `
		return all(".panel").map(p => p.offsetHeight > 0 ? "" : "not " + p.id).join("") +
			is(getComputedStyle(one(".panel"), "::before").content, '"macOS"') + is(box("[role=tablist]").height, 0)`},
	{"paper breaks the lines of code", "/blog/everything/", 658, "print", `
		return fits() + all(".line").map(l => l.offsetWidth > box(".listing").width ? "wide " : "").join("") + all(".copy").map(c => c.offsetHeight ? "a button " : "").join("")`},
	{"paper breaks the lines of code, right to left", "/ar/blog/everything/", 658, "print", `
		return fits() + all(".line").map(l => l.offsetWidth > box(".listing").width ? "wide " : "").join("")`},
	{"forced colours tell the chosen tab", "/blog/everything/", 820, "forced-colors active", `
		const [a, b] = all("[role=tab]").map(t => getComputedStyle(t).borderBlockEndWidth);
		return a !== b ? "" : a + " like " + b`},
	{"tabs stand in one row", "/blog/everything/", 390, "", `
		return is(new Set(all("[role=tab]").map(t => t.offsetTop)).size, 1) + fits()`},
	{"nothing to scroll, nothing to stop at", "/blog/everything/", 820, "", `
		await until(() => all(".table")[1].tabIndex < 0);
		return is(all(".table").map(t => t.tabIndex).join(), "0,-1") + is(all(".listing").map(t => t.tabIndex).join(), "0,-1")`},
	{"a long word leaves room for sentences", "/blog/everything/", 390, "", `
		return [0, 1, 4].map(n => one("tbody tr").cells[n].offsetWidth).map(w => w > 120 && w < 260 ? "" : w + " px ").join("")`},
	{"steps keep their distance", "/blog/everything/", 820, "", `return box(".steps > ol").top - box(".steps-title").bottom > 5 ? "" : "too near"`},
	{"contents in the text keep one distance", "/toc/", 820, "", `
		const [a, b, c] = all(".prose .contents a").map(e => e.getBoundingClientRect().top);
		return Math.abs((b - a) - (c - b)) < 1 ? "" : (b - a) + " and " + (c - b)`},
	{"tasks are seen", "/blog/everything/", 820, "", `
		const [done, open] = all("input[type=checkbox]");
		return (done.offsetWidth > 12 ? "" : "small ") + (getComputedStyle(done).backgroundColor !== getComputedStyle(open).backgroundColor ? "" : "alike")`},
	{"long words of titles are hyphenated", "/blog/everything/", 390, "", `return is(getComputedStyle(one("h1")).hyphens, "auto")`},
	{"addresses and notes are isolated, right to left", "/ar/blog/everything/", 820, "", `
		const a = getComputedStyle(one(".qr figcaption a")), n = one(".embed small span");
		return is(a.direction + " " + a.unicodeBidi, "ltr isolate") + is(n.dir + n.lang, "ltren") + is(getComputedStyle(one(".code figcaption")).direction, "ltr")`},
	{"what is known of an entry stands at one edge, right to left", "/ar/blog/", 1440, "", `
		return is(new Set([...one(".entry .facts").children].map(e => Math.round(right(e)))).size, 1)`},
	{"no word leaves the edge of its page, right to left", "/ar/404.html", 820, "", `
		return ["h1", ".lead", ".find-form label", "section h2"].map(s => Math.abs(right(one(s)) - box(".head").right) < 2 ? "" : s + " ").join("")`},
	{"large letters leave the margins their room", "/", 1280, "", `
		document.documentElement.style.fontSize = "200%";
		return fits() + (box(".latest h2").width > 80 ? "" : "narrow") + (box(".latest h2").right <= box(".entries").left ? "" : "over the entries")`},
	{"large letters fit the search", "/search/", 390, "", `
		await until(() => one(".find-filters"));
		document.documentElement.style.fontSize = "200%";
		return fits()`},
	{"marks of a list stand at first lines", "/search/", 390, "", `return is(getComputedStyle(one(".everything li a")).display, "block")`},
	{"a page that is not there offers others", "/blog/moving-the-dta-of-customer-17.html", 820, "", `
		await until(() => all(".find-results a").length);
		return is(one(".find-results a").textContent, "Moving the data of customer 17") + is(one(".find-status").textContent, "Perhaps one of these pages was meant:") + is(one("#t_find").value, "blog moving the dta of customer 17 ")`},
	{"a search that finds nothing says so", "/about/", 820, "", `
		await ask("xyzzy");
		return is(one(".find-status").textContent, "Nothing found. Try another word, or fewer.")`},
	{"a page is found by its title", "/about/", 820, "", `
		const first = async text => (await ask(text), one(".find-results a")?.textContent);
		return is(await first("lead"), "Lead") + is(await first("About"), "About us") + is(await first("email"), "Amina Diallo") + is(await first("e-mail"), "Amina Diallo") + is(await first("abou"), "About us")`},
	{"the question stands while its answers scroll", "/about/", 820, "", `
		await ask("data");
		for (let i = 0; i < 9; i++) press(document.activeElement, "ArrowDown");
		const r = document.activeElement.getBoundingClientRect(), list = box(".find-results");
		return (box("dialog input").top > 0 ? "" : "the field is gone") + (r.top - 6 >= list.top && r.bottom + 6 <= list.bottom ? "" : "cut")`},
	{"an address keeps what was asked and chosen", "/search/?q=data&kind=Articles", 820, "", `
		await until(() => all(".find-results a").length);
		return is(one(".find-filters select").selectedOptions[0].textContent, "Articles (15)") + is(document.activeElement, one("#t_find")) + is(location.search, "?q=data&kind=Articles")`},
	{"a search that does not come leaves the page", "/about/", 820, "", `
		one("a.find").dataset.script = "/assets/gone.js";
		press(document.body, "/");
		await until(() => one(".find-note a"));
		return is(location.pathname, "/about/") + is(one(".find-note a")?.textContent, one("a.find").dataset.failed)`},
}

// tools are what the scripts of sights use.
const tools = `
	const one = s => document.querySelector(s), all = s => [...document.querySelectorAll(s)], box = s => one(s).getBoundingClientRect();
	const is = (got, want) => got === want ? "" : "got " + (got?.outerHTML ?? got) + ", want " + (want?.outerHTML ?? want) + "; ";
	const fits = () => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? "" : "sticks out; ";
	const right = e => { const r = document.createRange(); r.selectNodeContents(e); return Math.max(...[...r.getClientRects()].map(b => b.right)); };
	const wait = ms => new Promise(done => setTimeout(done, ms));
	const until = async f => { for (let i = 0; i < 200 && !f(); i++) await wait(20); };
	const press = (at, key) => at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
	const ask = async text => {
		if (!one("dialog[open]")) press(document.body, "/");
		await until(() => one("dialog[open] input"));
		const input = one("dialog input");
		input.focus();
		input.value = text;
		input.dispatchEvent(new Event("input", { bubbles: true }));
		let before = "";
		await until(() => { const now = one(".find-status").textContent + one(".find-results").innerHTML; const same = now === before && one(".find-status").textContent; before = now; return same; });
		await wait(150);
	};
`

// TestSights looks at a small site in a real browser: at what no reading of bytes
// would show.
func TestSights(t *testing.T) {
	browser := need(t, "chromium", "google-chrome", "chromium-browser")
	out := filepath.Join(temp, "sight")
	if err := succeed("build", "--source", "testdata/sight", "--out", out, "--no-cache", "--clock", "2026-11-22", "--base-url", "https://preview.example.org"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(orNotFound(t, filepath.Join(out, "public")))
	defer server.Close()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(browser), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	defer stop()
	first, stop := chromedp.NewContext(allocator)
	defer stop()
	if err := chromedp.Do(first); err != nil {
		t.Fatal(err)
	}
	for _, s := range sights {
		t.Run(s.name, func(t *testing.T) {
			tab, stop := chromedp.NewContext(first)
			defer stop()
			ctx, stop := context.WithTimeout(tab, time.Minute)
			defer stop()
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, 900), inMedia(s.media), chromedp.Navigate(server.URL+s.page)); err != nil {
				t.Fatal(err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[string]("(async () => {"+tools+s.script+"})()", chromedp.EvalAwaitPromise))
			if err != nil || found != "" {
				t.Errorf("%s at %d px: %s (%v)", s.page, s.width, found, err)
			}
		})
	}
}

// orNotFound serves a site as hosts do: with its page for addresses that lead nowhere.
func orNotFound(t *testing.T, public string) http.Handler {
	files := http.FileServer(http.Dir(public))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(filepath.Join(public, filepath.FromSlash(r.URL.Path))); err == nil {
			files.ServeHTTP(w, r)
			return
		}
		page, err := os.ReadFile(filepath.Join(public, "404.html"))
		if err != nil {
			t.Error(err)
		}
		w.WriteHeader(http.StatusNotFound)
		_, _ = w.Write(page)
	})
}

// inMedia asks for paper, or for one feature with its value.
func inMedia(media string) chromedp.Action[chromedp.Void] {
	return func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		var p emulation.SetEmulatedMediaParams
		if name, value, ok := strings.Cut(media, " "); ok {
			p.Features = []*emulation.MediaFeature{{Name: name, Value: value}}
		} else {
			p.Media = media
		}
		_, err := cdp.Call(ctx, tab, emulation.SetEmulatedMedia, p)
		return chromedp.Void{}, err
	}
}
