package fresh

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lodestone/internal/file"
)

// TestInterrupted: what ends in the middle opens nothing more and leaves
// nothing.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	opened := 0
	text := func(name string) file.File {
		return file.File{Root: file.Source, Path: name, Open: func(context.Context) (io.ReadCloser, error) {
			opened++
			cancel()
			return io.NopCloser(strings.NewReader(name)), nil
		}}
	}
	parent := t.TempDir()
	err := Folder(ctx, filepath.Join(parent, "new"), []file.File{text("a"), text("b/c")})
	left, _ := os.ReadDir(parent)
	if !errors.Is(err, context.Canceled) || opened != 1 || len(left) > 0 {
		t.Errorf("%v; %d opened, left %v", err, opened, left)
	}
}
