package templates

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestFunctionsAreTold: docs/themes.md lists the functions that templates may call.
func TestFunctionsAreTold(t *testing.T) {
	doc, err := os.ReadFile("../../../docs/themes.md")
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^Functions: (.*)\. There`).FindStringSubmatch(string(doc))
	if line == nil {
		t.Fatal("no list of functions")
	}
	told := regexp.MustCompile("[a-z]+`").FindAllString(line[1], -1)
	for i := range told {
		told[i] = strings.TrimSuffix(told[i], "`")
	}
	slices.Sort(told)
	if want := slices.Sorted(maps.Keys(functions())); !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}
