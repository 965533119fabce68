package internal

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "lodestone/"

// may says which packages of this module each package may import.
// It is a statement of policy: do not change it to fix a build.
var may = map[string][]string{
	"layouts":               {},
	"assets":                {},
	"internal/file":         {},
	"internal/diag":         {},
	"internal/lang":         {},
	"internal/lang/typeset": {"internal/lang"},

	"internal/memo":      {"internal/memo/pack"},
	"internal/memo/pack": {},
	"internal/parallel":  {},
	"internal/sketch":    {},

	"internal/accept": {}, // tests only; they drive the program from outside
	"internal/growth": {}, // for tests only

	"internal/hosting": {},
	"internal/notice":  {},
	"internal/snippet": {},
	"internal/twin":    {},

	"internal/schema":             {"internal/diag", "internal/memo", "internal/schema/date"},
	"internal/schema/date":        {"internal/memo"},
	"internal/schema/describe":    {"internal/schema", "internal/schema/date"},
	"internal/markdown":           {"internal/diag", "internal/memo", "internal/sketch"},
	"internal/markdown/anchor":    {},
	"internal/markdown/code":      {"internal/markdown"},
	"internal/markdown/directive": {},
	"internal/markdown/page":      {"internal/diag", "internal/lang", "internal/markdown", "internal/markdown/anchor", "internal/markdown/rawhtml", "internal/markdown/terms", "internal/markdown/words", "internal/sketch"},
	"internal/markdown/parse": {
		"internal/diag", "internal/lang", "internal/lang/typeset", "internal/markdown", "internal/markdown/code", "internal/markdown/directive", "internal/markdown/fence", "internal/markdown/page",
		"internal/markdown/printed", "internal/markdown/rawhtml", "internal/markdown/syntax", "internal/markdown/tags", "internal/markdown/terms", "internal/markdown/words",
	},
	"internal/markdown/fence":   {"internal/markdown/syntax"},
	"internal/markdown/printed": {"internal/lang/typeset", "internal/markdown/directive", "internal/markdown/page", "internal/markdown/syntax"},
	"internal/markdown/mention": {"internal/markdown", "internal/memo"},
	"internal/markdown/rawhtml": {},
	"internal/markdown/syntax":  {"internal/markdown", "internal/markdown/directive"},
	"internal/markdown/tags":    {"internal/diag", "internal/markdown", "internal/markdown/page", "internal/markdown/rawhtml"},
	"internal/markdown/words":   {"internal/sketch"},
	"internal/markdown/terms":   {"internal/markdown", "internal/markdown/words"},
	"internal/media/card":       {},
	"internal/media/image":      {"internal/media/image/svg", "internal/media/image/tint"},
	"internal/media/qr":         {},
	"internal/media/image/svg":  {},
	"internal/media/image/tint": {},
	"internal/media/develop":    {},
	"internal/door/folder":      {},
	"internal/door/fault":       {"internal/diag"},
	"internal/door/encoder":     {"internal/diag"},
	"internal/door/serve":       {"internal/file", "internal/hosting"},

	"internal/door/disk":        {"internal/diag", "internal/door/disk/ledger", "internal/door/disk/tree", "internal/door/fault", "internal/door/folder", "internal/file"},
	"internal/door/disk/ledger": {"internal/file", "internal/memo"},
	"internal/door/disk/tree":   {"internal/door/disk/ledger"},
	"internal/door/rename":      {"internal/door/fault"},
	"internal/door/fresh":       {"internal/door/fault", "internal/file"},

	"internal/yamldoc":       {"internal/diag", "internal/schema", "internal/yamldoc/lines", "internal/yamldoc/mend"},
	"internal/yamldoc/lines": {"internal/diag"},
	"internal/yamldoc/mend":  {"internal/schema", "internal/yamldoc/lines"},

	"internal/theme":                   {"assets", "internal/diag", "internal/lang", "internal/markdown", "internal/media/qr", "internal/memo", "internal/theme/bundle", "internal/theme/copied", "internal/theme/policy", "internal/theme/templates", "layouts"},
	"internal/vocabulary":              {"internal/diag", "internal/schema"},
	"internal/theme/brand":             {},
	"internal/theme/bundle":            {"internal/diag", "internal/memo"},
	"internal/theme/copied":            {"internal/diag"},
	"internal/theme/policy":            {"internal/diag", "internal/markdown/rawhtml"},
	"internal/theme/templates":         {"internal/diag", "internal/memo", "internal/theme/templates/nodes", "internal/theme/templates/squeeze"},
	"internal/theme/templates/nodes":   {},
	"internal/theme/templates/squeeze": {"internal/theme/templates/nodes"},

	"internal/site":          {"internal/hosting", "internal/lang", "internal/markdown", "internal/media/image", "internal/memo", "internal/site/lock", "internal/site/settings", "internal/site/urls"},
	"internal/site/lock":     {"internal/sketch"},
	"internal/site/settings": {"internal/lang", "internal/memo", "internal/schema", "internal/schema/date"},
	"internal/site/urls":     {},

	"internal/link": {
		"internal/diag", "internal/hosting", "internal/lang", "internal/link/addresses", "internal/link/ending", "internal/link/files", "internal/link/findings", "internal/link/glossary", "internal/link/heads", "internal/link/keep", "internal/link/menu", "internal/link/paging", "internal/link/people", "internal/link/reference", "internal/link/related", "internal/link/route", "internal/link/schedule", "internal/link/series", "internal/link/spelling", "internal/link/topics", "internal/link/versions", "internal/link/years", "internal/markdown", "internal/schema/date", "internal/site", "internal/site/lock", "internal/site/settings", "internal/site/urls", "internal/vocabulary",
	},
	"internal/link/addresses": {"internal/site/urls"},
	"internal/link/ending":    {"internal/lang"},
	"internal/link/files":     {},
	"internal/link/findings":  {"internal/diag", "internal/link/files", "internal/site", "internal/site/settings"},
	"internal/link/keep":      {"internal/diag", "internal/link/addresses", "internal/link/findings", "internal/link/reference", "internal/parallel", "internal/site", "internal/site/lock", "internal/site/settings", "internal/site/urls", "internal/sketch"},
	"internal/link/glossary":  {"internal/site", "internal/site/settings"},
	"internal/link/heads":     {"internal/site", "internal/site/settings", "internal/snippet"},
	"internal/link/menu":      {"internal/diag", "internal/link/files", "internal/link/reference", "internal/markdown", "internal/site", "internal/site/settings"},
	"internal/link/paging":    {},
	"internal/link/people":    {},
	"internal/link/reference": {"internal/diag", "internal/link/addresses", "internal/link/files", "internal/link/glossary", "internal/link/route", "internal/link/years", "internal/markdown", "internal/site", "internal/site/settings", "internal/site/urls"},
	"internal/link/related":   {},
	"internal/link/route":     {"internal/site", "internal/site/settings", "internal/site/urls"},
	"internal/link/schedule":  {"internal/site"},
	"internal/link/series":    {"internal/diag", "internal/link/files", "internal/link/findings", "internal/link/reference", "internal/link/route", "internal/link/spelling", "internal/site", "internal/site/settings", "internal/site/urls"},
	"internal/link/spelling":  {},
	"internal/link/topics":    {"internal/link/spelling", "internal/site", "internal/site/settings"},
	"internal/link/versions":  {"internal/site", "internal/site/settings"},
	"internal/link/years":     {"internal/site"},

	"internal/source":   {"internal/diag", "internal/markdown", "internal/markdown/parse", "internal/markdown/terms", "internal/media/image", "internal/memo", "internal/parallel", "internal/schema", "internal/site", "internal/site/lock", "internal/site/settings", "internal/vocabulary", "internal/yamldoc"},
	"internal/view":     {"internal/lang", "internal/memo"},
	"internal/scaffold": {"internal/lang", "internal/theme"},

	"internal/body":              {"internal/lang", "internal/markdown", "internal/theme", "internal/view"},
	"internal/seo":               {"internal/seo/graph", "internal/snippet", "internal/view"},
	"internal/search":            {"internal/lang", "internal/markdown", "internal/markdown/terms"},
	"internal/search/searchtest": {"internal/markdown/terms", "internal/search"},
	"internal/seo/graph":         {"internal/view", "internal/vocabulary"},
	"internal/feed":              {},
	"internal/render":            {"internal/body", "internal/lang", "internal/markdown", "internal/markdown/mention", "internal/memo", "internal/seo", "internal/theme", "internal/view"},

	"internal/importer/jekyll": {
		"internal/diag", "internal/file", "internal/importer/jekyll/address", "internal/importer/jekyll/config", "internal/importer/jekyll/front",
		"internal/importer/jekyll/liquid", "internal/importer/jekyll/markup", "internal/importer/jekyll/people", "internal/importer/jekyll/report",
		"internal/lang", "internal/markdown", "internal/markdown/parse", "internal/schema", "internal/site/urls",
	},
	"internal/importer/jekyll/config":  {"internal/importer/jekyll/address", "internal/importer/jekyll/front", "internal/importer/jekyll/report"},
	"internal/importer/jekyll/people":  {"internal/importer/jekyll/address", "internal/importer/jekyll/front", "internal/schema"},
	"internal/importer/jekyll/address": {"internal/importer/jekyll/markup", "internal/lang"},
	"internal/importer/jekyll/front":   {"internal/schema", "internal/yamldoc"},
	"internal/importer/jekyll/liquid":  {"internal/importer/jekyll/markup/lines"},
	"internal/importer/jekyll/markup": {
		"internal/importer/jekyll/markup/flow", "internal/importer/jekyll/markup/inline", "internal/importer/jekyll/markup/lines", "internal/importer/jekyll/markup/prose",
		"internal/importer/jekyll/markup/tree", "internal/importer/jekyll/report",
	},
	"internal/importer/jekyll/markup/flow":   {"internal/importer/jekyll/markup/lines", "internal/importer/jekyll/markup/prose", "internal/importer/jekyll/markup/tree", "internal/importer/jekyll/report"},
	"internal/importer/jekyll/markup/inline": {"internal/importer/jekyll/markup/lines", "internal/importer/jekyll/markup/tree", "internal/importer/jekyll/report"},
	"internal/importer/jekyll/markup/lines":  {},
	"internal/importer/jekyll/markup/prose":  {"internal/importer/jekyll/markup/inline", "internal/importer/jekyll/markup/lines", "internal/importer/jekyll/markup/tree", "internal/importer/jekyll/report"},
	"internal/importer/jekyll/markup/tree":   {"internal/importer/jekyll/markup/lines", "internal/importer/jekyll/report"},
	"internal/importer/jekyll/report":        {},

	"internal/build/alike":    {"internal/link/related", "internal/memo"},
	"internal/build/lists":    {"internal/site", "internal/view"},
	"internal/build/mentions": {"internal/markdown", "internal/markdown/mention", "internal/memo", "internal/parallel", "internal/site", "internal/view"},
	"internal/build/studio":   {"internal/media/card", "internal/memo", "internal/theme/brand"},
	"internal/build/darkroom": {"internal/diag", "internal/media/develop", "internal/media/image", "internal/memo", "internal/site", "internal/site/settings", "internal/view"},
	"internal/build": {
		"internal/build/alike", "internal/build/darkroom", "internal/build/lists", "internal/build/mentions", "internal/build/studio", "internal/diag", "internal/feed", "internal/file", "internal/hosting", "internal/lang", "internal/link", "internal/markdown", "internal/markdown/mention", "internal/media/card", "internal/media/image", "internal/media/image/tint", "internal/memo", "internal/notice", "internal/parallel", "internal/render", "internal/schema/date", "internal/search", "internal/site", "internal/site/lock", "internal/site/settings", "internal/site/urls", "internal/snippet", "internal/source", "internal/theme", "internal/theme/brand", "internal/twin", "internal/view", "internal/vocabulary",
	},

	"internal/move": {"internal/build", "internal/diag", "internal/memo", "internal/site/settings", "internal/site/urls"},

	"cmd/lodestone": {
		"internal/build", "internal/diag", "internal/door/disk", "internal/door/encoder", "internal/door/fault", "internal/door/folder", "internal/door/fresh", "internal/door/rename", "internal/door/serve", "internal/file", "internal/importer/jekyll", "internal/lang", "internal/memo", "internal/move", "internal/scaffold", "internal/schema", "internal/schema/describe",
		"internal/site", "internal/site/settings", "internal/site/urls", "internal/source",
	},
}

// doors says who may touch the world outside, and who may know which library.
var doors = map[string][]string{
	"os":                                {"cmd/lodestone", "internal/door/disk", "internal/door/disk/tree", "internal/door/encoder", "internal/door/folder", "internal/door/fresh", "internal/door/rename", "internal/door/serve", "internal/memo", "internal/memo/pack"},
	"os/exec":                           {"internal/door/encoder"},
	"net/http":                          {"internal/door/serve"},
	"database/sql":                      {},
	"go.yaml.in/yaml/v4":                {"internal/yamldoc"},
	"github.com/gorilla/feeds":          {"internal/feed"},
	"github.com/fsnotify/fsnotify":      {"internal/door/serve"},
	"github.com/spf13/cobra":            {"cmd/lodestone"},
	"github.com/evanw/esbuild/pkg/api":  {"internal/theme/bundle"},
	"github.com/jba/templatecheck":      {"internal/theme/templates"},
	"rsc.io/qr":                         {"internal/media/qr"},
	"github.com/bep/imagemeta":          {"internal/media/image"},
	"github.com/HugoSmits86/nativewebp": {"internal/media/develop"},
}

// families are doors by the beginning of their import path.
var families = map[string]string{
	"github.com/yuin/goldmark":      "internal/markdown",
	"github.com/JohannesKaufmann/":  "internal/twin",
	"github.com/alecthomas/chroma/": "internal/markdown",
}

func TestFloors(t *testing.T) {
	tree := os.DirFS("..")
	seen := map[string]bool{}
	err := fs.WalkDir(tree, ".", func(file string, d fs.DirEntry, err error) error {
		pkg := path.Dir(file)
		if err == nil && d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != "." || d.Name() == "testdata" || d.Name() == "tools" || d.Name() == "node_modules") {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") ||
			strings.HasSuffix(file, "_test.go") || pkg == "internal" {
			return err
		}
		allowed, known := may[pkg]
		if !known {
			t.Errorf("%s: unknown package; say in may what it may import", pkg)
		}
		seen[pkg] = true
		src, err := fs.ReadFile(tree, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, src, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if dep, ok := strings.CutPrefix(name, module); ok && !slices.Contains(allowed, dep) {
				t.Errorf("%s: %s may not import %s", file, pkg, dep)
			}
			if who, ok := doors[name]; ok && !slices.Contains(who, pkg) {
				t.Errorf("%s: only %s may import %s", file, strings.Join(who, ", "), name)
			}
			for prefix, who := range families {
				if strings.HasPrefix(name, prefix) && !strings.HasPrefix(pkg, who) {
					t.Errorf("%s: only %s may import %s", file, who, name)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range may {
		if !seen[pkg] {
			t.Errorf("%s: stands in the map and not in the tree", pkg)
		}
	}
}

// TestMapHasNoCircle follows the policy itself: a room on a circle has no floor.
func TestMapHasNoCircle(t *testing.T) {
	state := map[string]int{}
	var visit func(pkg string, way []string)
	visit = func(pkg string, way []string) {
		switch state[pkg] {
		case 1:
			t.Errorf("a circle: %s", strings.Join(append(way, pkg), " → "))
			return
		case 2:
			return
		}
		state[pkg] = 1
		for _, dep := range may[pkg] {
			visit(dep, append(way, pkg))
		}
		state[pkg] = 2
	}
	for pkg := range may {
		visit(pkg, nil)
	}
}
