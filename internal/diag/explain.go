package diag

import "strings"

// Explain tells what a code means, in English: severity, the shape of its
// message, cause, remedy, example. For a code that does not exist it names the
// nearest and gives false.
func Explain(code string) (string, bool) {
	e, ok := table()[code]
	if !ok {
		text := "no code " + visible(code)
		if near := Nearest(code, Codes()); near != "" {
			text += ", did you mean " + near + "?"
		}
		return text + "\n", false
	}
	var b strings.Builder
	b.WriteString(e.Code + " (" + e.Severity.String() + ")\n\n")
	b.WriteString("  " + shape(e.Text["en"]) + "\n\n")
	b.WriteString("Cause:  " + e.Cause + "\n")
	b.WriteString("Remedy: " + e.Remedy + "\n")
	if e.Example != "" {
		b.WriteString("\nExample:\n\n")
		for line := range strings.Lines(e.Example) {
			b.WriteString(strings.TrimRight("    "+line, " \n") + "\n")
		}
	}
	return b.String(), true
}

// shape is a message with … for each argument; its optional parts stay.
func shape(text string) string {
	return fill(text, []string{"…", "…", "…", "…", "…", "…", "…", "…", "…"})
}
