package directive

// Term is the name of the directive for the mention of a glossary's term, which
// every site has: :term[text]{name}, or {name="two words"}.
const Term = "term"

// Mentioned gives the name in the braces of a mention, "" for none; not ok where
// they hold anything else.
func (h *Head) Mentioned() (name string, ok bool) {
	if h.Fault != None {
		return "", false
	}
	for _, a := range h.Attrs {
		switch {
		case name != "":
			return "", false
		case a.Bare:
			name = a.Name
		case a.Name == "name":
			name = a.Value
		default:
			return "", false
		}
	}
	return name, true
}
