package main

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"lodestone/internal/diag"
)

// usageError is a fault in how the program was called.
type usageError struct{ diag.Item }

func (e usageError) Error() string {
	text, _ := diag.Render(e.Item, "en")
	return text
}

// wrong is a usage error with the words of the table.
func wrong(code string, args ...string) error {
	return usageError{diag.At("", diag.Pos{}, code, args...)}
}

// noneBut lets a command have no arguments but the names of those below it,
// which cobra has looked for already.
func noneBut(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !c.HasAvailableSubCommands() {
		meant := ""
		if c.Flags().Lookup("source") != nil {
			meant = "--source " + args[0]
		}
		return wrong("usage/no-argument", c.CommandPath(), args[0], meant)
	}
	within := strings.TrimPrefix(c.CommandPath()+" ", c.Root().Name()+" ")
	var names []string
	for _, sub := range c.Commands() {
		names = append(names, sub.Name())
	}
	near := diag.Nearest(args[0], names)
	if near != "" {
		near = within + near
	}
	return wrong("usage/command", within+args[0], near)
}

// exactly wants as many arguments as the usage line of the command names.
func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) != n {
			return wrong("usage/arguments", c.Parent().CommandPath()+" "+c.Use)
		}
		return nil
	}
}

// The forms of what the library of flags says, which has no other way to tell.
var (
	noFlag     = regexp.MustCompile(`^(?:unknown (?:shorthand )?flag: |bad flag syntax: )(?:'.' in )?(.*)$`)
	noValue    = regexp.MustCompile(`^flag needs an argument: (?:'.' in )?(.*)$`)
	flagLine   = regexp.MustCompile(`(?m)^ +(?:-., )?(--[a-z-]+)`)
	otherValue = regexp.MustCompile(`^invalid argument (".*") for "(?:-., )?(.*)" flag`)
)

// flagError puts what the library of flags says into the words of the table.
func flagError(c *cobra.Command, err error) error {
	said := err.Error()
	if m := noFlag.FindStringSubmatch(said); m != nil {
		var names []string
		for _, line := range flagLine.FindAllStringSubmatch(c.Flags().FlagUsages(), -1) {
			names = append(names, line[1])
		}
		return wrong("usage/flag", c.CommandPath(), m[1], diag.Nearest(m[1], names))
	}
	if m := noValue.FindStringSubmatch(said); m != nil {
		return wrong("usage/flag-alone", c.CommandPath(), m[1])
	}
	if m := otherValue.FindStringSubmatch(said); m != nil {
		if value, err := strconv.Unquote(m[1]); err == nil {
			return wrong("usage/flag-value", c.CommandPath(), m[2], value)
		}
	}
	return wrong("usage/flag", c.CommandPath(), said, "")
}
