// Report reads the output of "go test -json" and prints what a person wants:
// the output of failed tests, the reason of each skip, and one closing line.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strings"
)

type event struct{ Action, Package, Test, Output string }

func main() {
	f, err := os.Open(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(3)
	}
	defer f.Close()
	output := map[string][]string{}
	var passed, failed, skipped int
	strict := os.Getenv("CI") != ""
	in := bufio.NewScanner(f)
	in.Buffer(nil, 16<<20)
	for in.Scan() {
		var e event
		if json.Unmarshal(in.Bytes(), &e) != nil {
			fmt.Println(in.Text()) // the compiler's words
			continue
		}
		id := e.Package + " " + e.Test
		switch e.Action {
		case "output", "build-output":
			output[id] = append(output[id], e.Output)
		case "pass":
			if e.Test != "" {
				passed++
			}
			delete(output, id)
		case "skip":
			if e.Test != "" {
				skipped++
				why := reason(output[id])
				fmt.Printf("skipped %s: %s\n", id, why)
				if strict && !strings.Contains(why, "LODESTONE_CORPUS") && !strings.Contains(why, "LODESTONE_KIT") {
					fmt.Printf("FAILED %s: a skip is a failure here\n", id)
					failed++
				}
			}
		case "fail", "build-fail":
			if e.Test != "" {
				failed++
			}
			fmt.Printf("FAILED %s\n%s", id, strings.Join(output[id], ""))
		}
	}
	fmt.Printf("%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	if failed > 0 || in.Err() != nil {
		os.Exit(1)
	}
}

// reason is what a skipped test said.
func reason(lines []string) string {
	for _, l := range lines {
		if at := strings.Index(l, "_test.go:"); at >= 0 || strings.Contains(l, ".go:") {
			_, why, _ := strings.Cut(l, ": ")
			return strings.TrimSpace(why)
		}
	}
	return strings.TrimSpace(strings.Join(lines, " "))
}
