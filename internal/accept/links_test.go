package accept

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinksHold lets a program of others follow every link of the built site.
func TestLinksHold(t *testing.T) {
	kit := os.Getenv("LODESTONE_KIT")
	if kit == "" {
		t.Skip("LODESTONE_KIT is not set: nothing to follow links with")
	}
	allLinks(t, kit, site(t).public, base)
}

// allLinks follows every link of a built site.
func allLinks(t *testing.T, kit, public, origin string) {
	t.Helper()
	result, broken := follow(kit, public, origin)
	if unanswered(broken) {
		// It asks for all pages at once and counts an answer that takes longer
		// than 15 seconds as status 0. On a busy machine it gets another server,
		// and finds the pages one after the other.
		t.Logf("%s: the machine is busy, again from the first page on", result)
		server := httptest.NewServer(http.FileServer(http.Dir(public)))
		defer server.Close()
		result, broken = follow(kit, server.URL, origin)
	}
	if !strings.HasPrefix(result, "RESULT links: PASS") {
		t.Errorf("%s\n%s", result, strings.Join(broken[:min(20, len(broken))], "\n"))
	}
	t.Log(result)
}

// follow gives the last line of the link checker and those before it.
func follow(kit, target, origin string) (result string, broken []string) {
	c := exec.Command(filepath.Join(kit, "bin", "links.sh"), target)
	c.Env = append(os.Environ(), "SITE_ORIGIN="+origin)
	out, err := c.CombinedOutput()
	lines := strings.Split(strings.TrimSpace(string(out)), "\n")
	last := len(lines) - 1
	if err != nil && !strings.HasPrefix(lines[last], "RESULT") {
		return err.Error(), lines
	}
	return lines[last], lines[:last]
}

func unanswered(broken []string) bool {
	for _, line := range broken {
		if !strings.HasPrefix(line, "0 http") {
			return false
		}
	}
	return len(broken) > 0
}
