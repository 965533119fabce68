package main

import (
	"context"
	"errors"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lodestone/internal/build"
	"lodestone/internal/diag"
	"lodestone/internal/door/serve"
)

func serveCommand(t *terminal) *cobra.Command {
	var f flags
	var host string
	var port int
	c := &cobra.Command{
		Use:   "serve",
		Short: "Preview the site and follow every save",
		Long: `Preview the site on this machine and follow every save.

Pages are rendered when a browser asks for them and reload when their site
changes. While something is broken the last good site stays up, and the
terminal says what to mend.`,
		Example: "  lodestone serve --drafts --future\n  lodestone serve --clock 2027-01-15",
		Args:    noneBut,
		RunE:    func(c *cobra.Command, _ []string) error { return preview(c.Context(), t, &f, host, port) },
	}
	f.register(c)
	c.Flags().StringVar(&host, "host", "127.0.0.1", "address to listen on; anything else opens the preview to others")
	c.Flags().IntVar(&port, "port", 1414, "port to listen on, or the next free one")
	return c
}

func preview(ctx context.Context, t *terminal, f *flags, host string, port int) error {
	w, err := f.open(t)
	if err != nil {
		return err
	}
	defer w.close()
	if port < 1 || port > 65535 {
		return wrong("usage/port", strconv.Itoa(port))
	}
	if host != "127.0.0.1" && host != "localhost" && host != "::1" {
		t.say("open to everyone who can reach %s", host)
	}
	skip := []string{filepath.Join(f.out, "public"), filepath.Join(f.out, "private")}
	for _, name := range f.own() {
		skip = append(skip, filepath.Join(f.source, filepath.FromSlash(name)))
	}
	err = serve.Run(ctx, serve.Options{
		Host: host, Port: port, Say: t.say, Watch: []string{f.source}, Skip: skip,
		Broken: func(path string, err error) string { return t.broken(w, path, err) },
		Build: func(ctx context.Context) (serve.Site, bool, error) {
			r, err := w.build(ctx, false)
			if err != nil {
				return serve.Site{}, false, err
			}
			if t.report(w, r) != nil && (r.Site == nil || r.Diags.Broken()) {
				return serve.Site{}, false, nil
			}
			return serve.Site{Files: r.Files, Prefix: r.Site.Base.Prefix}, true, nil
		},
	})
	if ctx.Err() != nil && (err == nil || errors.Is(err, context.Canceled)) {
		return errEnded
	}
	return err
}

// broken says why a page cannot be shown, and gives the same words for the
// browser.
func (t *terminal) broken(w *work, path string, err error) string {
	found, ok := build.Finding(path, err)
	if !ok {
		t.say("%s: %v", path, w.unkept(err))
		return w.unkept(err).Error()
	}
	base := filepath.ToSlash(filepath.Clean(w.source))
	_ = t.findings("text", diag.List{found}, w.fsys, base) // there is nobody else to tell
	var words strings.Builder
	_ = printer(w.fsys, base).Text(&words, diag.List{found}) // a Builder takes all
	return words.String()
}
