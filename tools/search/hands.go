package main

import (
	"context"
	"fmt"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// state is what a person at the keyboard can tell of the search.
const state = `({
	open: !!document.querySelector("dialog.find-dialog[open]"),
	on: document.activeElement?.matches(".find-results a") ? "result " + [...document.querySelectorAll(".find-results a")].indexOf(document.activeElement)
		: document.activeElement?.matches("dialog input") ? "field" : document.activeElement?.matches("a.find") ? "opener" : document.activeElement?.localName ?? "",
	said: document.querySelector("[role=status]")?.textContent ?? "",
	marked: document.querySelectorAll(".find-results mark").length,
	at: location.pathname,
})`

type seen struct {
	Open     bool
	On, Said string
	Marked   int
	At       string
}

// hands goes through the search without a mouse: open, type, down, up, on typing,
// close, open again, choose.
func (l *line) hands(page, text string) error {
	return l.browse(func(ctx context.Context) error {
		press := func(keys string) error { return chromedp.Do(ctx, chromedp.KeyEvent(keys)) }
		look := func(when, want string, ok func(seen) bool) error {
			var s seen
			for range 50 {
				var err error
				if s, err = chromedp.Run(ctx, chromedp.Evaluate[seen](state)); err != nil {
					return err
				}
				if ok(s) {
					return nil
				}
				if err := chromedp.Do(ctx, chromedp.Sleep(roundTrip)); err != nil {
					return err
				}
			}
			return fmt.Errorf("%s: want %s, but it is %+v", when, want, s)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(l.at(page)), chromedp.Focus(chromedp.CSS("a.find"))); err != nil {
			return err
		}
		for _, step := range []struct {
			keys, want string
			ok         func(seen) bool
		}{
			{"/", "the dialog, with its field", func(s seen) bool { return s.Open && s.On == "field" }},
			{text, "marked results and their number", func(s seen) bool { return s.Marked > 0 && s.Said != "" }},
			{kb.ArrowDown, "the first result", func(s seen) bool { return s.On == "result 0" }},
			{kb.ArrowDown, "the second result", func(s seen) bool { return s.On == "result 1" }},
			{kb.ArrowUp + kb.ArrowUp, "the field", func(s seen) bool { return s.On == "field" }},
			{kb.Escape, "the page, on what opened the search", func(s seen) bool { return !s.Open && s.On == "opener" }},
			{kb.Enter, "the dialog", func(s seen) bool { return s.Open && s.On == "field" }},
			{"qqqqzz", "word of nothing found", func(s seen) bool { return s.Said != "" && s.Marked == 0 }},
			{kb.Escape + "/" + text, "results again", func(s seen) bool { return s.Marked > 0 }},
			{kb.ArrowDown + kb.Enter, "another page", func(s seen) bool { return s.At != page && !s.Open }},
		} {
			if err := press(step.keys); err != nil {
				return err
			}
			if err := look("after "+fmt.Sprintf("%q", step.keys), step.want, step.ok); err != nil {
				return err
			}
		}
		return nil
	})
}
