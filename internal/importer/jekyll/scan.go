package jekyll

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// role is what a source file is to the importer.
type role uint8

const (
	post role = iota + 1
	draft
	plainPage
	authorPage
	asset
)

// found lists a source by role, sorted by path.
type found struct {
	texts  []source
	assets map[string]bool
	folded map[string]string // lower case → asset
}

type source struct {
	path string
	role role
}

var (
	// passed are folders of generators, not of sites.
	passed = []string{"node_modules", "vendor", "templates", "layouts", "includes", "test", "tests", "spec", "config", "lib", "bin", "scripts", "admin"}
	// media are the files that a page can show or offer.
	media = []string{
		".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".mp4",
		".webm", ".ogg", ".ogv", ".mp3", ".m4a", ".m4v", ".mov", ".wav", ".vtt", ".srt", ".pdf", ".doc", ".docx", ".xls",
		".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".csv", ".tsv", ".json", ".geojson", ".xml", ".zip", ".gz",
		".txt", ".epub", ".ics", ".rtf", ".eps", ".ai", ".psd", ".key", ".pages", ".mobi", ".woff", ".woff2",
	}
	// rootFiles of the root folder are the generator's or the forge's.
	rootFiles = []string{"package.json", "package-lock.json", "robots.txt", "sitemap.xml", "feed.xml", "atom.xml", "rss.xml", "manifest.json", "composer.json", "tsconfig.json"}

	postDirRE = regexp.MustCompile(`(^|/)_posts/|^posts/|^content/posts/`)
)

// scan sorts the files of a source.
func scan(ctx context.Context, src fs.FS) (found, error) {
	f := found{assets: map[string]bool{}, folded: map[string]string{}}
	err := fs.WalkDir(src, ".", func(p string, d fs.DirEntry, err error) error {
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return err
		}
		if d.IsDir() {
			if p != "." && !entered(p) {
				return fs.SkipDir
			}
			return nil
		}
		if !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		switch r := roleOf(p); r {
		case 0:
		case asset:
			f.assets[p] = true
			if _, taken := f.folded[strings.ToLower(p)]; !taken {
				f.folded[strings.ToLower(p)] = p
			}
		default:
			f.texts = append(f.texts, source{p, r})
		}
		return nil
	})
	slices.SortFunc(f.texts, func(a, b source) int { return strings.Compare(a.path, b.path) })
	return f, err
}

// entered says whether a folder may hold content.
func entered(dir string) bool {
	name := path.Base(dir)
	switch {
	case name == "_posts" || name == "_drafts" || name == "_authors":
		return true
	case strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_"):
		return false
	}
	return !slices.Contains(passed, name) || strings.Contains(dir, "/")
}

func roleOf(p string) role {
	ext := strings.ToLower(path.Ext(p))
	text := ext == ".md" || ext == ".markdown" || ext == ".mkd"
	switch {
	case text && postDirRE.MatchString(p):
		return post
	case text && (strings.HasPrefix(p, "_drafts/") || strings.Contains(p, "/_drafts/")):
		return draft
	case text && strings.HasPrefix(p, "_authors/"):
		return authorPage
	case text:
		return plainPage
	case slices.Contains(media, ext) && !(path.Dir(p) == "." && slices.Contains(rootFiles, p)):
		return asset
	}
	return 0
}
