// Search measures the search of a built site in a real browser: for each question
// how long the first result takes and how many bytes, from the key that opens the
// search on an ordinary page, and for those who come straight to the search page,
// which they must load first; and whether a post that answers is among the first
// three. The line has 150 ms and 1.6 Mbit/s, the processor a quarter of its speed.
// Then it goes through the search by keyboard alone.
//
//	go run -C tools ./search -public DIR -report import-report.json -questions FILE
//
// It ends with 1 where a question has no answer, or one that is heavy or, once the
// search is opened, late.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path"
	"slices"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

const (
	mostTime  = 1500 * time.Millisecond
	mostBytes = 150_000
	slowdown  = 4
	among     = 3
)

// question is what a reader asks, with the addresses that answer.
type question struct {
	text    string
	answers []string
}

func main() {
	public := flag.String("public", "", "the built site")
	report := flag.String("report", "", "import-report.json, which says where the posts went")
	file := flag.String("questions", "", "the questions, with the files of posts that answer")
	start := flag.String("start", "", "address of the page on which the search is opened; the first answer's when empty")
	flag.Parse()
	questions, err := read(*file, *report)
	if err != nil {
		fail(err)
	}
	line, err := serve(*public)
	if err != nil {
		fail(err)
	}
	faults := 0
	say := func(how string, q question, took time.Duration, bytes int64, results []string) {
		place := slices.IndexFunc(results, func(u string) bool { return slices.Contains(q.answers, u) }) + 1
		verdict := "ok"
		if place == 0 || place > among || how == "key" && took > mostTime || bytes > mostBytes {
			verdict = "MISSED"
			faults++
		}
		fmt.Printf("%-6s  %-6s  %5d ms  %6.1f kB  place %d  %s\n", verdict, how, took.Milliseconds(), float64(bytes)/1000, place, q.text)
	}
	for _, q := range questions {
		from := q.answers[0]
		if *start != "" {
			from = *start
		}
		took, bytes, results, err := line.ask(from, q.text)
		if err != nil {
			fail(fmt.Errorf("%s: %w", q.text, err))
		}
		say("key", q, took, bytes, results)
		took, bytes, results, err = line.arrive(q.text)
		if err != nil {
			fail(fmt.Errorf("%s: %w", q.text, err))
		}
		say("page", q, took, bytes, results)
	}
	if err := line.hands(questions[1].answers[0], questions[0].text); err != nil {
		fail(fmt.Errorf("by keyboard: %w", err))
	}
	fmt.Println("ok      by keyboard alone")
	if faults > 0 {
		fail(fmt.Errorf("%d of %d missed: more than %v, more than %d bytes, or no answer among the first %d", faults, 2*len(questions), mostTime, mostBytes, among))
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// read reads the questions: a line each, below it the files of answers, indented.
func read(file, report string) ([]question, error) {
	data, err := os.ReadFile(report)
	if err != nil {
		return nil, err
	}
	var moved struct {
		Files []struct{ Source, URL string }
	}
	if err := json.Unmarshal(data, &moved); err != nil {
		return nil, err
	}
	address := map[string]string{}
	for _, f := range moved.Files {
		address[path.Base(f.Source)] = f.URL
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all []question
	for in := bufio.NewScanner(f); in.Scan(); {
		switch text := in.Text(); {
		case text == "" || text[0] == '#':
		case text[0] == '\t':
			to := address[text[1:]]
			if to == "" {
				return nil, fmt.Errorf("%s: no such post in %s", text[1:], report)
			}
			last := &all[len(all)-1]
			last.answers = append(last.answers, to)
		default:
			all = append(all, question{text: text})
		}
	}
	return all, nil
}

// watch notes when the first result stands in the page.
const watch = `window.first = 0;
new MutationObserver(() => { if (!window.first && document.querySelector(".find-results a")) window.first = performance.now(); }).observe(document, {subtree: true, childList: true});
`

// ask opens a page, presses "/" and types. The time is that from the key on.
func (l *line) ask(at, text string) (took time.Duration, bytes int64, results []string, err error) {
	err = l.browse(func(ctx context.Context) error {
		if err := chromedp.Do(ctx, chromedp.Navigate(l.at(at))); err != nil {
			return err
		}
		l.quiet()
		began := l.sent.Load()
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](watch+`window.began = performance.now(); true`)); err != nil {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.KeyEvent("/"), chromedp.WaitVisible(chromedp.CSS("dialog.find-dialog[open] input"))); err != nil {
			return err
		}
		if _, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
			return err
		}
		took, results, err = found(ctx)
		bytes = l.sent.Load() - began
		return err
	})
	return took, bytes, results, err
}

// arrive opens the search page with a question. The time is that from the request on.
func (l *line) arrive(text string) (took time.Duration, bytes int64, results []string, err error) {
	err = l.browse(func(ctx context.Context) error {
		began := l.sent.Load()
		if _, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watch}); err != nil {
			return err
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(l.at("/search/?q="+url.QueryEscape(text)))); err != nil {
			return err
		}
		if took, results, err = found(ctx); err != nil {
			return err
		}
		bytes = l.sent.Load() - began
		return nil
	})
	return took, bytes, results, err
}

// found waits for results and gives their addresses.
func found(ctx context.Context) (time.Duration, []string, error) {
	if err := chromedp.Do(ctx, chromedp.WaitReady(chromedp.CSS(".find-results a"))); err != nil {
		return 0, nil, err
	}
	urls, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".find-results a")].map((a) => new URL(a.href).pathname)`))
	if err != nil {
		return 0, nil, err
	}
	ms, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`(window.first || performance.now()) - (window.began || 0)`))
	return time.Duration(ms * float64(time.Millisecond)), urls, err
}

// browse runs steps in a browser that knows nothing yet.
func (l *line) browse(steps func(context.Context) error) error {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(412, 915))
	alloc, end := chromedp.NewExecAllocator(context.Background(), options...)
	defer end()
	ctx, done := chromedp.NewContext(alloc)
	defer done()
	ctx, late := context.WithTimeout(ctx, time.Minute)
	defer late()
	if _, err := chromedp.Call(ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: slowdown}); err != nil {
		return err
	}
	return steps(ctx)
}
