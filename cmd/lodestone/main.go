// Lodestone turns a folder of Markdown into a fast, search-tuned static site.
//
// Results go to stdout, everything else to stderr. Exit status: 0 good; 1 faults
// or findings in the content; 2 wrong usage; 3 environment (disk, port); 130
// interrupted.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	_ "time/tzdata" // a scratch container has no zones of its own

	"github.com/spf13/cobra"

	"lodestone/internal/diag"
	"lodestone/internal/door/fault"
)

func main() {
	spare()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// spare lets the heap grow further than Go's default before it is searched for
// garbage: a build allocates much, keeps little, and ends. Towards the limit the
// collector becomes as eager as it needs to be. GOGC and GOMEMLIMIT overrule.
func spare() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(300)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(800 << 20)
	}
}

// Exit codes (DESIGN §2).
const (
	good        = 0
	faults      = 1
	wrongUsage  = 2
	environment = 3
	interrupted = 130
)

// run is the whole program but for the process around it.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	t := &terminal{in: in, out: out, errs: errs}
	root := command(t)
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	return t.exit(root.ExecuteContext(ctx))
}

// command is the tree of commands.
func command(t *terminal) *cobra.Command {
	root := &cobra.Command{
		Use:   "lodestone",
		Short: "Turn Markdown into a site that draws the right readers",
		Long: `Lodestone turns a folder of Markdown into a fast static site.

A site is a folder with a site.yaml that says at least "title:", and Markdown
files beside it or in content/. Start with "lodestone new site DIR", then
"lodestone serve" in it.`,
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: false},
		Args:              noneBut,
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error {
		text, _, _ := strings.Cut(err.Error(), ": strconv.") // what Go says of numbers helps nobody
		return usageError{errors.New(text)}
	})
	root.AddCommand(buildCommand(t), serveCommand(t), newCommand(t), importCommand(t), explainCommand(t), versionCommand(t))
	guard(root)
	return root
}

// noneBut lets a command have no arguments but the names of those below it,
// which cobra has looked for already.
func noneBut(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	within := strings.TrimPrefix(c.CommandPath()+" ", c.Root().Name()+" ")
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	if names == nil {
		return fmt.Errorf("%s takes no argument %q", c.Name(), args[0])
	}
	if near := diag.Nearest(args[0], names); near != "" {
		return fmt.Errorf("no command %q, did you mean %s?", within+args[0], within+near)
	}
	return fmt.Errorf("no command %q", within+args[0])
}

// exactly wants as many arguments as the usage line of the command names.
func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n {
			return fmt.Errorf("want: %s %s", c.Parent().CommandPath(), c.Use)
		}
		return nil
	}
}

// guard makes wrong arguments of a command, and of those below it, usage errors.
func guard(c *cobra.Command) {
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if err := check(c, args); err != nil {
				return usageError{err}
			}
			return nil
		}
	}
	for _, sub := range c.Commands() {
		guard(sub)
	}
}

// usageError is a fault in how the program was called.
type usageError struct{ error }

// errFaults says that the findings have been printed already.
var errFaults = errors.New("the content has faults")

// errEnded says that somebody ended what goes on until somebody ends it.
var errEnded = errors.New("ended")

// terminal is where a person reads.
type terminal struct {
	in        io.Reader
	out, errs io.Writer
}

// say tells the person something that is no result.
func (t *terminal) say(format string, args ...any) { fmt.Fprintf(t.errs, format+"\n", args...) }

// exit prints what went wrong, if anybody has not yet, and gives the exit code.
func (t *terminal) exit(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return good
	case errors.Is(err, errFaults):
		return faults
	case errors.Is(err, errEnded):
		return interrupted
	case errors.Is(err, context.Canceled):
		t.say("lodestone: interrupted; nothing is half-written")
		return interrupted
	case errors.As(err, &usage):
		t.say("lodestone: %v\nlodestone: try: lodestone help", usage)
		return wrongUsage
	}
	if items := fault.Items(err); items != nil {
		_ = diag.Printer{Lang: locale()}.Text(t.errs, items) // there is nobody else to tell
		return environment
	}
	t.say("lodestone: %v", err)
	return environment
}
