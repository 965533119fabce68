package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"lodestone/internal/diag"
	"lodestone/internal/door/fresh"
	"lodestone/internal/scaffold"
)

func newLayoutCommand(t *terminal) *cobra.Command {
	var dir string
	var print, note, list bool
	c := &cobra.Command{
		Use:   "layout NAME",
		Short: "Copy a default layout, to change it",
		Long: `Copy a layout, part or directive of the default theme into the site's own
layouts, where it takes the default's place. A note at its end holds the default
as it was, so that after an upgrade the build says what has changed in it since.`,
		Example: "  lodestone new layout parts/top\n  lodestone new layout --list",
		Args: func(c *cobra.Command, args []string) error {
			if list {
				return noneBut(c, args)
			}
			return exactly(1)(c, args)
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return scaffold.Layouts(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case print && note:
				return wrong("usage/exclude", "--print", "--note")
			case list && (print || note):
				return wrong("usage/exclude", "--list", map[bool]string{true: "--print", false: "--note"}[print])
			case list:
				return t.lines(scaffold.Layouts()...)
			}
			return newLayout(t, dir, args[0], print, note)
		},
	}
	c.Flags().StringVar(&dir, "source", ".", "folder of the site")
	c.Flags().BoolVar(&print, "print", false, "print the default as it is now, and make no file")
	c.Flags().BoolVar(&note, "note", false, "print the note for a copy of it, and make no file")
	c.Flags().BoolVar(&list, "list", false, "print the names of all defaults")
	return c
}

// newLayout copies a default layout into a site's folder, or prints a part of that
// file.
func newLayout(t *terminal, dir, name string, print, note bool) error {
	f, end, ok := scaffold.Layout(name)
	switch {
	case !ok:
		return wrong("usage/layout", name, diag.Nearest(name, scaffold.Layouts()))
	case note:
		_, err := io.WriteString(t.out, end)
		return err
	case print:
		_, err := io.WriteString(t.out, strings.TrimSuffix(f.Text, end))
		return err
	}
	file := filepath.Join(dir, filepath.FromSlash(f.Path))
	if err := fresh.File(file, []byte(f.Text)); err != nil {
		return err
	}
	return t.lines(file)
}

// lines prints results, a line each.
func (t *terminal) lines(all ...string) error {
	for _, line := range all {
		if _, err := fmt.Fprintln(t.out, line); err != nil {
			return err
		}
	}
	return nil
}
