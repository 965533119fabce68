package parse

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"lodestone/internal/markdown"
)

// posts are bodies of real posts, about 6 kB each.
func posts(b testing.TB) [][]byte {
	dir := os.Getenv("LODESTONE_CORPUS")
	if dir == "" {
		b.Skip("LODESTONE_CORPUS is not set")
	}
	names, err := filepath.Glob(filepath.Join(dir, "18f/content/posts/*.md"))
	if err != nil || len(names) == 0 {
		b.Skip("the corpus has no posts")
	}
	var all [][]byte
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		if _, body, ok := bytes.Cut(text[3:], []byte("\n---")); ok {
			all = append(all, body)
		}
	}
	return all
}

const sample = "\n\n```go\nfunc main() {\n\tfor i := range 10 {\n\t\tfmt.Println(\"line\", i) // a comment\n\t}\n\tif err := run(os.Args[1:]); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n```\n"

func BenchmarkPosts(b *testing.B) {
	all := posts(b)
	for _, withCode := range []bool{false, true} {
		name := map[bool]string{false: "plain", true: "code"}[withCode]
		b.Run(name, func(b *testing.B) {
			bodies := make([][]byte, len(all))
			size := 0
			for i, body := range all {
				if withCode && i%5 == 0 {
					body = append(bytes.Clone(body), sample...)
				}
				bodies[i] = body
				size += len(body)
			}
			p := New(markdown.Options{Lang: "en"})
			p.Parse("", []byte(sample), 1)
			b.SetBytes(int64(size / len(bodies)))
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				p.Parse("post.md", bodies[i%len(bodies)], 10)
			}
		})
	}
}
