package hosting

import (
	"strings"
	"testing"
)

// TestFile: every host is told the policy, what may be kept, and whose copies the
// copies are.
func TestFile(t *testing.T) {
	s := &Site{Origin: "https://e.org", Hosts: []string{"media.example.org"}, Kept: []string{"/docs/assets/", "/docs/search/0a1b/"}, Twins: []string{"/docs/a/"}}
	for _, c := range []struct {
		host, name string
		in         bool
		says       []string
	}{
		{Netlify, "_headers", true, []string{"/docs/a/index.html.md\n  X-Robots-Tag: noindex\n  Link: <https://e.org/docs/a/>; rel=\"canonical\"\n", "/docs/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n/docs/search/0a1b/*\n  Cache-Control: public, max-age=31536000, immutable\n"}},
		{Cloudflare, "_headers", true, []string{"/*/index.html.md\n  X-Robots-Tag: noindex\n  Link: <https://e.org/:splat/>; rel=\"canonical\"\n", "/docs/search/0a1b/*\n  Cache-Control: public, max-age=31536000, immutable\n"}},
		{Nginx, "headers.nginx.conf", false, []string{"location ~ ^(?<page>.*/)index\\.html\\.md$ {", "add_header X-Robots-Tag \"noindex\" always;", "add_header Link \"<https://e.org$page>; rel=\\\"canonical\\\"\" always;", "location /docs/search/0a1b/ {\n", "  add_header Cache-Control \"public, max-age=31536000, immutable\" always;\n"}},
	} {
		name, in, text := File(c.host, s)
		if name != c.name || in != c.in {
			t.Errorf("%s: %s, %v", c.host, name, in)
		}
		for _, says := range append(c.says, "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https://media.example.org;", "frame-ancestors 'none'", "nosniff", "max-age=31536000") {
			if !strings.Contains(string(text), says) {
				t.Errorf("%s does not say %q:\n%s", c.host, says, text)
			}
		}
		bare := &Site{Origin: "http://e.org"}
		if _, _, text := File(c.host, bare); strings.Contains(string(text), "X-Robots-Tag") || strings.Contains(string(text), "Strict-Transport") || strings.Contains(string(text), "immutable") {
			t.Errorf("%s without copies, without encryption:\n%s", c.host, text)
		}
	}
}
