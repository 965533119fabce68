package main

import (
	"context"

	"github.com/spf13/cobra"
)

func importCommand(t *terminal) *cobra.Command {
	return &cobra.Command{Use: "import", Short: "Bring content in from elsewhere"}
}

var _ context.Context
