package code

import "testing"

const sample = "func main() {\n\tfor i := range 10 {\n\t\tfmt.Println(\"line\", i) // a comment\n\t}\n\tif err := run(os.Args[1:]); err != nil {\n\t\tlog.Fatal(err)\n\t}\n}\n"

func BenchmarkGo(b *testing.B) {
	var h Highlighter
	var buf []byte
	b.SetBytes(int64(len(sample)))
	b.ReportAllocs()
	for b.Loop() {
		buf, _ = h.Append(buf[:0], "go", sample)
	}
}
