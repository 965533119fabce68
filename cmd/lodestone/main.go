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
	"runtime"
	"syscall"
	_ "time/tzdata" // a scratch container has no zones of its own

	"github.com/spf13/cobra"

	"lodestone/internal/diag"
	"lodestone/internal/door/fault"
)

func main() {
	heap := make(chan []byte, 1)
	go func() { heap <- spare() }() // beside what every command begins with
	ctx, stop := signal.NotifyContext(context.Background(), interrupts()...)
	defer stop()
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	runtime.KeepAlive(heap)
	os.Exit(code)
}

// interrupts are the signals that end a command in good order, with the programs that
// it started. Under nohup the end of the terminal is none.
func interrupts() []os.Signal {
	all := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		all = append(all, syscall.SIGHUP)
	}
	return all
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
	kept := &results{to: out}
	t := &terminal{in: in, out: kept, errs: errs}
	root := command(t)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if kept.err != nil {
		err = kept.err // whatever else there is to say, whoever reads the results must learn of it
	}
	return t.exit(err)
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
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(buildCommand(t), serveCommand(t), newCommand(t), moveCommand(t), importCommand(t), explainCommand(t), versionCommand(t))
	root.SetIn(t.in)
	root.SetOut(t.out)
	root.SetErr(t.errs)
	root.InitDefaultCompletionCmd() // it keeps the writer that is set by now
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Args, c.RunE = noneBut, func(c *cobra.Command, _ []string) error { return c.Help() }
			for _, shell := range c.Commands() {
				shell.Args = noneBut
			}
		}
	}
	return root
}

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

// tell prints what no file is at fault for.
func (t *terminal) tell(items ...diag.Item) {
	_ = diag.Printer{Lang: locale()}.Text(t.errs, items) // there is nobody else to tell
}

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
		t.tell(usage.Item)
		return wrongUsage
	}
	if items := fault.Items(err); items != nil {
		t.tell(items...)
		return environment
	}
	t.say("lodestone: %v", err)
	return environment
}
