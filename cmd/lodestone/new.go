package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lodestone/internal/door/fresh"
	"lodestone/internal/file"
	"lodestone/internal/lang"
	"lodestone/internal/scaffold"
	"lodestone/internal/schema"
	"lodestone/internal/site/urls"
	"lodestone/internal/source"
)

func newCommand(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use: "new", Short: "Begin a site, a post or a layout", Args: noneBut,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newSiteCommand(t), newPostCommand(t), newLayoutCommand(t))
	return c
}

func newSiteCommand(t *terminal) *cobra.Command {
	var a scaffold.Answers
	c := &cobra.Command{
		Use:     "site DIR",
		Short:   "Begin a site in a new folder",
		Long:    "Begin a site in a new or empty folder. On a terminal it asks what the flags do not say.",
		Example: "  lodestone new site notes --title \"Acme Notes\" --language fr",
		Args:    exactly(1),
		RunE:    func(c *cobra.Command, args []string) error { return newSite(c.Context(), t, args[0], a) },
	}
	c.Flags().StringVar(&a.Title, "title", "", "the site's name (the folder's name)")
	c.Flags().StringVar(&a.BaseURL, "base-url", "", "the address it will be published under")
	c.Flags().StringVar(&a.Language, "language", "", "its language (en)")
	c.Flags().StringVar(&a.Colour, "colour", "", "its accent colour, as #rrggbb")
	return c
}

func newSite(ctx context.Context, t *terminal, dir string, a scaffold.Answers) error {
	name := filepath.Base(filepath.Clean(dir))
	if f, ok := t.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		ask := bufio.NewReader(f)
		t.ask(ask, "Name of the site", name, &a.Title)
		t.ask(ask, "Address it will be published under (may stay empty)", "", &a.BaseURL)
		t.ask(ask, "Language (en, fr, it, …)", "en", &a.Language)
		t.ask(ask, "Accent colour as #rrggbb (may stay empty)", "", &a.Colour)
	}
	if a.Title == "" {
		a.Title = name
	}
	if a.Language == "" {
		a.Language = "en"
	}
	if !lang.Valid(a.Language) {
		return wrong("usage/language", a.Language)
	}
	if _, err := urls.ParseBase(a.BaseURL); err != nil {
		return wrong("usage/base-url", a.BaseURL)
	}
	if a.Colour != "" && !schema.Color.Valid(a.Colour) {
		return wrong("usage/colour", a.Colour)
	}
	a.Day = time.Now()
	files := []file.File{text(".lodestone/site.schema.json", string(siteSchema()))}
	for _, f := range scaffold.Site(a) {
		files = append(files, text(f.Path, f.Text))
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := fresh.Folder(ctx, dir, files); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s\n", dir)
	t.say("now: lodestone serve --source %s", dir)
	return nil
}

// ask asks one question if nobody has answered it yet.
func (t *terminal) ask(in *bufio.Reader, question, otherwise string, answer *string) {
	if *answer != "" {
		return
	}
	fmt.Fprintf(t.errs, "%s", question)
	if otherwise != "" {
		fmt.Fprintf(t.errs, " [%s]", otherwise)
	}
	fmt.Fprint(t.errs, ": ")
	line, _ := in.ReadString('\n') // the end of input is an empty answer
	if *answer = strings.TrimSpace(line); *answer == "" {
		*answer = otherwise
	}
}

// text makes a File of a text.
func text(path, content string) file.File {
	return file.File{Root: file.Source, Path: path, Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(content)), nil
	}}
}

func newPostCommand(t *terminal) *cobra.Command {
	var dir, folder, day string
	c := &cobra.Command{
		Use:     `post "Title"`,
		Short:   "Begin a post",
		Long:    "Begin a post, as a draft dated today. Its path is printed.",
		Example: `  lodestone new post "Why we publish our prices"`,
		Args:    exactly(1),
		RunE:    func(_ *cobra.Command, args []string) error { return newPost(t, args[0], dir, folder, day) },
	}
	c.Flags().StringVar(&dir, "source", ".", "folder of the site")
	c.Flags().StringVar(&folder, "section", "", "folder of the post below content/ (the first that holds posts)")
	c.Flags().StringVar(&day, "date", "", "date of the post, YYYY-MM-DD (today)")
	return c
}

func newPost(t *terminal, title, dir, folder, day string) error {
	cfg, found := source.ReadConfig(os.DirFS(dir), source.DefaultLimits())
	if cfg == nil || found.Broken() {
		return errors.Join(t.findings("text", found, os.DirFS(dir), filepath.ToSlash(dir)), errFaults)
	}
	date := time.Now()
	if day != "" {
		var err error
		if date, err = time.Parse(time.DateOnly, day); err != nil {
			return wrong("usage/date", day)
		}
	}
	if folder == "" {
		folder = cfg.Site.PostSection()
	}
	f, err := scaffold.Post(title, path.Join(source.ContentRoot(os.DirFS(dir)), folder), cfg.Site.Language, date)
	if err != nil {
		return wrong("usage/title", title)
	}
	name := filepath.Join(dir, filepath.FromSlash(f.Path))
	if err := fresh.File(name, []byte(f.Text)); err != nil {
		return err
	}
	fmt.Fprintln(t.out, name)
	return nil
}
