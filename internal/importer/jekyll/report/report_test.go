package report

import (
	"strings"
	"testing"
)

func TestSummary(t *testing.T) {
	s := Summary{Posts: 1, Drafts: 2, Authors: 1, Aliases: 1, Changes: map[string]int{"b": 1, "a": 1, "c": 2}, Lost: 3}
	want := "1 post, 2 drafts, 0 pages, 1 author, 0 files, 1 redirect\n       2  c\n       1  a\n       1  b\n       3  lost\n"
	if got := s.String(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestLog(t *testing.T) {
	var l Log
	long := strings.Repeat("word ", 200)
	l.Note(0, "k", " a\n\tb ", long)
	l.Lose(" \n")
	l.Lose("c\nd")
	if c := l.Changes[0]; len(l.Changes) != 1 || c.Line != 1 || c.Before != "a b" || c.After != strings.TrimSpace(long) {
		t.Errorf("%+v", l.Changes)
	}
	if len(l.Lost) != 1 || l.Lost[0] != "c d" {
		t.Errorf("%q", l.Lost)
	}
}
