package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"lodestone/internal/diag"
	"lodestone/internal/door/folder"
	"lodestone/internal/door/fresh"
	"lodestone/internal/importer/jekyll"
)

func importCommand(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use: "import", Short: "Bring a site in from another generator", Args: noneBut,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	var o jekyll.Options
	from := &cobra.Command{
		Use:   "jekyll SRC DST",
		Short: "Bring in a Jekyll or Eleventy folder",
		Long: `Bring in the posts, pages, authors and files of a Jekyll or Eleventy folder.

Every address is kept, every change is a line of DST/import-report.json, and
the source is never touched. DST must be absent or empty, and outside SRC.`,
		Example: "  lodestone import jekyll ../old-blog new-blog --permalink pretty",
		Args:    exactly(2),
		RunE: func(c *cobra.Command, args []string) error {
			return importJekyll(c.Context(), t, args[0], args[1], o)
		},
	}
	from.Flags().StringVar(&o.Permalink, "permalink", "", "address of posts (that of _config.yml, else /:year/:month/:day/:title/)")
	from.Flags().StringVar(&o.LiveURL, "live-url", "", "address of the site as it is; links to what is not here are kept and lead there")
	c.AddCommand(from)
	return c
}

func importJekyll(ctx context.Context, t *terminal, src, dst string, o jekyll.Options) error {
	root, err := os.OpenRoot(src)
	if err != nil {
		return wrong("usage/folder", src, innermost(err).Error())
	}
	defer root.Close()
	for _, two := range [][2]string{{dst, src}, {src, dst}} {
		if _, in := folder.Below(folder.Real(two[0]), folder.Real(two[1])); in {
			return wrong("usage/import-apart", two[0], two[1])
		}
	}
	if err := fresh.Vacant(dst); err != nil {
		return err
	}
	if abs, err := filepath.Abs(src); err == nil {
		o.Name = filepath.Base(abs)
	}
	r, err := jekyll.Import(ctx, root.FS(), o)
	var fault *jekyll.Fault
	if errors.As(err, &fault) {
		return errors.Join(diag.Printer{Lang: locale()}.Text(t.errs, diag.List{fault.Item}), errFaults)
	}
	if err != nil {
		return err
	}
	if err := fresh.Folder(ctx, dst, r.Files); err != nil {
		return err
	}
	fmt.Fprint(t.out, r.Summary)
	t.say("now: lodestone build --source %s", dst)
	return nil
}
