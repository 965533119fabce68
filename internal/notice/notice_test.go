package notice

import (
	"testing"
	"time"
)

func TestHumans(t *testing.T) {
	const want = "/* TEAM */\n\tName: Ann\n\tRole: Editor\n\tSite: https://e.org/ann\n\n\tName: Bob B.\n\n/* SITE */\n\tLanguages: en, fr\n\tSoftware: Lodestone\n"
	got := string(Humans([]Human{{"Ann", "Editor", "https://e.org/ann"}, {Name: "Bob\nB."}}, []string{"en", "fr"}))
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSecurityText(t *testing.T) {
	const want = "Canonical: https://e.org/.well-known/security.txt\nContact: mailto:a@e.org\nContact: https://e.org/report\nExpires: 2027-01-01T23:00:00Z\nPolicy: https://e.org/policy\nPreferred-Languages: en, fr\n"
	got := string(SecurityText(&Security{
		Contacts: []string{"mailto:a@e.org", "https://e.org/report"}, Expires: time.Date(2027, 1, 2, 0, 0, 0, 0, time.FixedZone("", 3600)),
		Languages: []string{"en", "fr"}, Canonical: "https://e.org/.well-known/security.txt", Policy: "https://e.org/policy",
	}))
	if got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
