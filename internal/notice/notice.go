// Package notice writes what a site says of the people behind it at addresses that
// programs and people know: humans.txt (humanstxt.org) and security.txt (RFC 9116).
//
// In: what site.yaml says. Out: texts.
package notice

import (
	"strings"
	"time"
)

// Human is somebody who made the site.
type Human struct{ Name, Role, URL string }

// Humans gives humans.txt: the team, then the languages of the site and what made
// it.
func Humans(team []Human, languages []string) []byte {
	var b strings.Builder
	b.WriteString("/* TEAM */\n")
	for i, h := range team {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, f := range [][2]string{{"Name", h.Name}, {"Role", h.Role}, {"Site", h.URL}} {
			field(&b, "\t"+f[0], f[1])
		}
	}
	b.WriteString("\n/* SITE */\n")
	field(&b, "\tLanguages", strings.Join(languages, ", "))
	field(&b, "\tSoftware", "Lodestone")
	return []byte(b.String())
}

// Security is how to report a weakness.
type Security struct {
	Contacts       []string // addresses, the preferred first
	Expires        time.Time
	Languages      []string
	Canonical      string // where the file itself stands
	Policy         string
	Acknowledgment string
	Encryption     string
	Hiring         string
}

// SecurityText gives security.txt, with the fields in the order of RFC 9116 §2.5.
func SecurityText(s *Security) []byte {
	var b strings.Builder
	field(&b, "Acknowledgments", s.Acknowledgment)
	field(&b, "Canonical", s.Canonical)
	for _, c := range s.Contacts {
		field(&b, "Contact", c)
	}
	field(&b, "Encryption", s.Encryption)
	field(&b, "Expires", s.Expires.UTC().Format(time.RFC3339))
	field(&b, "Hiring", s.Hiring)
	field(&b, "Policy", s.Policy)
	field(&b, "Preferred-Languages", strings.Join(s.Languages, ", "))
	return []byte(b.String())
}

// field writes one line; an empty one, none.
func field(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(name + ": " + strings.Join(strings.Fields(value), " ") + "\n")
	}
}
