package rawhtml

import (
	"slices"
	"strings"
)

// Takes says whether HTML knows an attribute, of Kind Plain or another, on an
// element. SVG and MathML have too many to list; theirs all pass. Source: HTML
// Living Standard, the index of attributes, read in 2026; those that it calls
// obsolete are not known.
func Takes(element, name string) bool {
	if strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-") || Foreign(element) {
		return true
	}
	return slices.Contains(global(), name) || slices.Contains(Own(element), name)
}

func global() []string {
	return []string{
		"accesskey", "autocapitalize", "class", "dir", "draggable", "enterkeyhint", "hidden", "id", "inert", "inputmode", "itemid",
		"itemprop", "itemref", "itemscope", "itemtype", "lang", "popover", "role", "spellcheck", "tabindex", "title", "translate",
	}
}

// Own lists the attributes of an element beyond those that all have.
func Own(element string) []string {
	switch element {
	case "a":
		return []string{"href", "target", "download", "rel", "hreflang", "type", "referrerpolicy"}
	case "area":
		return []string{"alt", "coords", "shape", "href", "target", "download", "rel", "referrerpolicy"}
	case "audio":
		return []string{"src", "controls", "loop", "muted", "preload", "crossorigin", "autoplay"}
	case "video":
		return []string{
			"src", "controls", "loop", "muted", "preload", "crossorigin", "autoplay", "poster", "width", "height", "playsinline",
		}
	case "blockquote", "q":
		return []string{"cite"}
	case "ins", "del":
		return []string{"cite", "datetime"}
	case "col", "colgroup":
		return []string{"span"}
	case "data":
		return []string{"value"}
	case "details":
		return []string{"open", "name"}
	case "img":
		return []string{
			"alt", "src", "srcset", "sizes", "width", "height", "loading", "decoding", "fetchpriority", "crossorigin", "usemap",
			"ismap", "referrerpolicy",
		}
	case "li":
		return []string{"value"}
	case "map":
		return []string{"name"}
	case "meter":
		return []string{"value", "min", "max", "low", "high", "optimum"}
	case "progress":
		return []string{"value", "max"}
	case "ol":
		return []string{"reversed", "start", "type"}
	case "source":
		return []string{"type", "media", "src", "srcset", "sizes", "width", "height"}
	case "td":
		return []string{"colspan", "rowspan", "headers"}
	case "th":
		return []string{"colspan", "rowspan", "headers", "scope", "abbr"}
	case "time":
		return []string{"datetime"}
	case "track":
		return []string{"default", "kind", "label", "src", "srclang"}
	}
	return nil
}
