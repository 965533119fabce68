package main

import (
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"lodestone/internal/diag"
	"lodestone/internal/schema"
	"lodestone/internal/schema/describe"
	"lodestone/internal/site/settings"
)

func explainCommand(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:     "explain CODE",
		Short:   "Explain a finding by its code",
		Example: "  lodestone explain link/missing-file",
		Args:    exactly(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return diag.Codes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			text, ok := diag.Explain(args[0])
			if !ok {
				return wrong("usage/code", args[0], diag.Nearest(args[0], diag.Codes()))
			}
			fmt.Fprint(t.out, text)
			return nil
		},
	}
}

func versionCommand(t *terminal) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noneBut,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(t.out, "lodestone", version(), runtime.Version())
			return err
		},
	}
}

// version is what the module says of itself: a tag where it was installed by
// version, else (devel).
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// siteSchema is the JSON Schema of site.yaml, for editors.
func siteSchema() []byte {
	return describe.JSONSchema(schema.Of[settings.Config](), "site.schema.json", "site.yaml")
}

// findings prints a list in the form that was asked for: text for people on
// stderr, everything else, which programs read, on stdout.
func (t *terminal) findings(format string, list diag.List, fsys fs.FS, base string) error {
	p, out := printer(fsys, base), t.out
	if format == "text" {
		out = t.errs
		p.Color, p.Width = t.terminal()
	}
	return p.Print(out, format, list)
}

// printer prints findings with excerpts from the files at fault.
func printer(fsys fs.FS, base string) diag.Printer {
	return diag.Printer{Lang: locale(), Version: version(), Base: base, Source: func(name string) []byte {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil
		}
		return text
	}}
}

// terminal says whether colours may be used on stderr, and its width.
func (t *terminal) terminal() (colour bool, width int) {
	f, ok := t.errs.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return false, 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil {
		width = 0
	}
	return os.Getenv("NO_COLOR") == "", width
}

// locale is the language of the person at the terminal, as POSIX says: LC_ALL,
// LC_MESSAGES, LANG.
func locale() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := os.Getenv(name); v != "" {
			base, _, _ := strings.Cut(v, "_")
			base, _, _ = strings.Cut(base, ".")
			return base
		}
	}
	return "en"
}
