package liquid

import (
	"html"
	"regexp"
	"strings"
)

// output spends {{ … }} and gives what is left of the text behind it.
func (sp *spender) output(tag, rest string) string {
	inner := strings.TrimSpace(strings.Trim(tag[2:len(tag)-2], "-"))
	text, ok := sp.value(inner)
	if !ok {
		sp.unknown(tag)
		return rest
	}
	sp.replace(tag, text, "liquid")
	return rest
}

var filterRE = regexp.MustCompile(`(?s)^\s*([A-Za-z_]\w*)\s*(?::\s*(.*?))?\s*$`)

// value gives the text of an output.
func (sp *spender) value(expr string) (string, bool) {
	parts := bars(expr)
	s, ok := sp.term(strings.TrimSpace(parts[0]))
	if !ok {
		return "", false
	}
	for _, p := range parts[1:] {
		m := filterRE.FindStringSubmatch(p)
		if m == nil {
			return "", false
		}
		if s, ok = sp.filter(m[1], m[2], s); !ok {
			return "", false
		}
	}
	return s, true
}

// bars cuts an expression at the bars outside of quotes.
func bars(s string) []string {
	var out []string
	quote, from := byte(0), 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '|':
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

var variableRE = regexp.MustCompile(`^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$`)

// term gives the value of a literal or variable.
func (sp *spender) term(t string) (string, bool) {
	if len(t) >= 2 && (t[0] == '"' || t[0] == '\'') && t[len(t)-1] == t[0] {
		return t[1 : len(t)-1], true
	}
	if !variableRE.MatchString(t) {
		return "", false
	}
	return sp.site.Value(t)
}

// foldRE is where an address was folded over lines of a quotation.
var foldRE = regexp.MustCompile(`\s*\n[ \t]*(?:>[ \t]?)*`)

// filter applies one filter.
func (sp *spender) filter(name, arg, s string) (string, bool) {
	switch name {
	case "url", "relative_url", "absolute_url", "asset_path", "asset_url":
		s = foldRE.ReplaceAllString(s, "")
		if strings.Contains(s, "://") || strings.HasPrefix(s, "#") {
			return s, true
		}
		return rooted(s), true
	case "escape", "xml_escape", "escape_once", "markdownify", "safe", "strip_newlines", "cgi_escape", "uri_escape", "html_safe":
		return s, true
	case "strip", "lstrip", "rstrip", "trim":
		return strings.TrimSpace(s), true
	case "downcase", "lower":
		return strings.ToLower(s), true
	case "upcase", "upper":
		return strings.ToUpper(s), true
	case "capitalize":
		if r := []rune(s); len(r) > 0 {
			s = strings.ToUpper(string(r[:1])) + string(r[1:])
		}
		return s, true
	case "append", "prepend":
		v, ok := sp.term(strings.TrimSpace(arg))
		if name == "append" {
			return s + v, ok
		}
		return v + s, ok
	case "team_link":
		name, _ := sp.site.Person(s)
		return `<a href="/author/` + html.EscapeString(strings.ToLower(s)) + `/">` + html.EscapeString(name) + `</a>`, true
	case "team_photo":
		name, photo := sp.site.Person(s)
		if photo == "" {
			return "", true
		}
		return img(photo, name), true
	case "embed":
		title := strings.TrimSpace(arg)
		if len(title) >= 2 && (title[0] == '"' || title[0] == '\'') && title[len(title)-1] == title[0] {
			title = title[1 : len(title)-1]
		}
		return frame(s, strings.Join(strings.Fields(title), " ")), true
	}
	return "", false
}
