package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"": "", " a\n\tb ": "a b", strings.Repeat("é", 60): strings.Repeat("é", 60), strings.Repeat("é", 61): strings.Repeat("é", 59) + "…",
	} {
		if got := Clip(text); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestReason(t *testing.T) {
	why := errors.New("why")
	for _, err := range []error{why, &fs.PathError{Op: "open", Path: "x", Err: why}, fmt.Errorf("read: %w", &fs.PathError{Path: "x", Err: why})} {
		if got := Reason(err); got != "why" {
			t.Errorf("%v: %q", err, got)
		}
	}
}
