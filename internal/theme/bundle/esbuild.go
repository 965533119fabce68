package bundle

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"lodestone/internal/diag"
)

// missing marks a plugin's error that reports a file that is not there, or not
// of the kind that is wanted.
const missing = "missing"

// bundle runs esbuild on one entry.
func (w *work) bundle(entry string) ([]byte, diag.List) {
	r := api.Build(api.BuildOptions{
		EntryPoints:       []string{entry},
		AbsWorkingDir:     "/",
		Outfile:           "/" + entry,
		Bundle:            true,
		Write:             false,
		MinifyWhitespace:  w.minify,
		MinifySyntax:      w.minify,
		MinifyIdentifiers: w.minify,
		LegalComments:     api.LegalCommentsNone,
		Format:            format(entry),
		Charset:           api.CharsetUTF8,
		LogLevel:          api.LogLevelSilent,
		Platform:          api.PlatformBrowser,
		// The oldest browsers with container queries, oklch() and nesting.
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "112"},
			{Name: api.EngineFirefox, Version: "117"},
			{Name: api.EngineSafari, Version: "16.5"},
		},
		Plugins: []api.Plugin{{Name: "theme", Setup: w.plugin}},
	})
	var ds diag.List
	for _, m := range r.Errors {
		ds = append(ds, w.item(m, "theme/bundle"))
	}
	for _, m := range r.Warnings {
		ds = append(ds, w.item(m, "theme/bundle-doubt"))
	}
	if len(r.Errors) > 0 || len(r.OutputFiles) == 0 {
		return nil, ds
	}
	return r.OutputFiles[0].Contents, ds
}

// format is a script by itself, or a module where another script imports it.
func format(entry string) api.Format {
	if entry == "search.js" {
		return api.FormatESModule
	}
	return api.FormatIIFE
}

var outside = regexp.MustCompile(`^(?:[A-Za-z][A-Za-z0-9+.-]*:|/|#)`)

// plugin resolves and loads from sources only.
func (w *work) plugin(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: ".*"}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
		if a.Kind == api.ResolveEntryPoint {
			return api.OnResolveResult{Path: a.Path, Namespace: "assets"}, nil
		}
		if outside.MatchString(a.Path) {
			return api.OnResolveResult{Path: a.Path, External: true}, nil
		}
		ref, tail := a.Path, ""
		if i := strings.IndexAny(ref, "?#"); i >= 0 {
			ref, tail = ref[:i], ref[i:]
		}
		name := path.Join(path.Dir(a.Importer), ref)
		if _, ok := w.sources[name]; ok && a.Kind != api.ResolveCSSURLToken {
			return api.OnResolveResult{Path: name, Namespace: "assets"}, nil
		}
		if p, ok := w.copied[name]; ok && a.Kind == api.ResolveCSSURLToken {
			return api.OnResolveResult{Path: p + tail, External: true}, nil
		}
		return api.OnResolveResult{Errors: []api.Message{{Text: name, Detail: missing}}}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: ".*", Namespace: "assets"}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		text, loader := w.sources[a.Path], api.LoaderJS
		if path.Ext(a.Path) == ".css" {
			loader = api.LoaderCSS
		}
		return api.OnLoadResult{Contents: &text, Loader: loader}, nil
	})
}

// item turns esbuild's message into a finding; its columns are 0-based bytes.
func (w *work) item(m api.Message, code string) diag.Item {
	file, pos := "assets", diag.Pos{}
	if l := m.Location; l != nil {
		file = "assets/" + l.File[strings.IndexByte(l.File, ':')+1:]
		pos.Line = l.Line
		pos.Col = 1 + len([]rune(l.LineText[:min(l.Column, len(l.LineText))]))
	}
	if m.Detail == missing {
		_, source := w.sources[m.Text]
		if _, copied := w.copied[m.Text]; source || copied {
			return diag.At(file, pos, "theme/asset-unfit", "assets/"+m.Text)
		}
		return diag.At(file, pos, "theme/asset-missing", "assets/"+m.Text, w.nearest(m.Text))
	}
	return diag.At(file, pos, code, m.Text)
}

// nearest gives the file that was probably meant: one of the same name in
// another folder or of another letter case, or with another ending.
func (w *work) nearest(name string) string {
	var known []string
	for n := range w.sources {
		known = append(known, n)
	}
	for n := range w.copied {
		known = append(known, n)
	}
	slices.Sort(known)
	stem := func(n string) string { return strings.TrimSuffix(path.Base(n), path.Ext(n)) }
	for _, same := range []func(a, b string) bool{
		strings.EqualFold,
		func(a, b string) bool { return strings.EqualFold(path.Base(a), path.Base(b)) },
		func(a, b string) bool { return strings.EqualFold(stem(a), stem(b)) },
	} {
		for _, k := range known {
			if same(k, name) {
				return "assets/" + k
			}
		}
	}
	return ""
}
