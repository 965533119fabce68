// Package scaffold makes the first files: of a site, of a post, of a layout.
//
// In: what the author said. Out: paths and texts. Nothing is written here.
package scaffold

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"lodestone/internal/lang"
	"lodestone/internal/theme"
)

// File is a file to write, its path below the site's folder.
type File struct{ Path, Text string }

// Answers are what a new site wants to know. Only Title is needed.
type Answers struct {
	Title, BaseURL, Language, Colour string
	Day                              time.Time // of the first post
}

// Site gives the files of a small, complete site.
func Site(a Answers) []File {
	t := textsIn(a.Language)
	config := "# yaml-language-server: $schema=.lodestone/site.schema.json\n"
	config += "title: " + strconv.Quote(a.Title) + "\n"
	add := func(key, value string) {
		if value != "" {
			config += key + ": " + strconv.Quote(value) + "\n"
		}
	}
	add("description", t.tagline)
	add("base_url", a.BaseURL)
	add("language", a.Language)
	if a.Colour != "" {
		config += "brand:\n  colour: " + strconv.Quote(a.Colour) + "\n"
	}
	config += "menu:\n  - {page: about.md}\n"
	return []File{
		{"site.yaml", config},
		{".gitignore", "/public/\n/private/\n/.lodestone/cache/\n"},
		{".gitattributes", "site.lock merge=union\n"},
		{"content/index.md", t.home},
		{"content/about.md", t.about},
		{"content/blog/" + a.Day.Format(time.DateOnly) + "-" + t.postSlug + ".md", t.post},
	}
}

// Post gives the file of a new post in a folder of the site, dated by the
// day it was begun, held back until its author takes draft out.
func Post(title, folder, language string, day time.Time) (File, error) {
	slug := lang.For(language).Slug(title)
	if slug == "" {
		return File{}, fmt.Errorf("the title %q has no letter or digit to make a file name of", title)
	}
	text := "---\ntitle: " + quote(title) + "\ndraft: true\n---\n\n"
	return File{folder + "/" + day.Format(time.DateOnly) + "-" + slug + ".md", text}, nil
}

// Layout gives the file of a site's own copy of a default template, by its path
// below layouts/ without the ending, and apart from it the note that the copy
// ends with. It is false where there is no such default.
func Layout(name string) (copy File, note string, ok bool) {
	text, note, ok := theme.Copy(name)
	return File{"layouts/" + name + ".html", text + note}, note, ok
}

// Layouts lists the names that Layout knows.
func Layouts() []string { return theme.Defaults() }

// quote writes a YAML text that no reading can change.
func quote(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\t", " ").Replace(s) + `"`
}

type texts struct{ tagline, home, about, post, postSlug string }

// textsIn gives the sample texts in the site's language, English where there
// are none.
func textsIn(language string) texts {
	base, _, _ := strings.Cut(language, "-")
	switch base {
	case "fr":
		return texts{
			tagline:  "Ce que nous savons, écrit par ceux qui le savent.",
			home:     "Bienvenue. Remplacez ce texte par une phrase : ce que vous savez, et pour qui vous l’écrivez.\n",
			about:    "# À propos\n\nQui écrit ici, et pourquoi on peut vous croire.\n",
			postSlug: "premier-article",
			post:     "# Un premier article, et la question à laquelle il répond\n\nLa première phrase répond à la question du lecteur. Le reste explique pourquoi.\n\n## Pour la suite\n\nUn lien vers une autre page s’écrit comme un chemin de fichier : [à propos](../about.md). L’aperçu signale ceux qui ne mènent nulle part.\n",
		}
	case "it":
		return texts{
			tagline:  "Quello che sappiamo, scritto da chi lo sa.",
			home:     "Benvenuti. Sostituisci questo testo con una frase: che cosa sai, e per chi lo scrivi.\n",
			about:    "# Chi siamo\n\nChi scrive qui, e perché ci si può fidare.\n",
			postSlug: "primo-articolo",
			post:     "# Un primo articolo, e la domanda a cui risponde\n\nLa prima frase risponde alla domanda di chi legge. Il resto spiega perché.\n\n## Per continuare\n\nUn collegamento a un’altra pagina si scrive come il percorso di un file: [chi siamo](../about.md). L’anteprima segnala quelli che non portano da nessuna parte.\n",
		}
	}
	return texts{
		tagline:  "What we know, written by those who know it.",
		home:     "Welcome. Replace this text with one sentence: what you know, and for whom you write it.\n",
		about:    "# About\n\nWho writes here, and why readers can believe you.\n",
		postSlug: "first-post",
		post:     "# A first post, and the question that it answers\n\nThe first sentence answers the reader’s question. The rest explains why.\n\n## What comes next\n\nA link to another page is written as the path of its file: [about](../about.md). The preview tells you of those that lead nowhere.\n",
	}
}
