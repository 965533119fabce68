package brand

import (
	"fmt"
	"path"
	"strings"
)

// Font is one of the families that every system has (settings.FontFamilies), or a
// .ttf or .otf file.
type Font struct{ Family, URL string }

// stacks are the theme's own.
var stacks = map[string]string{
	"serif": `"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Georgia,ui-serif,serif`,
	"sans":  `system-ui,sans-serif`,
	"mono":  `ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"Liberation Mono",monospace`,
}

// format is what a stylesheet calls the form of a font file.
func format(name string) string {
	if strings.EqualFold(path.Ext(name), ".otf") {
		return "opentype"
	}
	return "truetype"
}

// fonts gives the rules by which a pair takes the place of the theme's own. Text
// shows at once in a font of the system, until a file has come.
func fonts(headings, text Font) string {
	var faces, set string
	use := func(property, name, otherwise string, f Font) {
		switch {
		case f.URL != "":
			faces += fmt.Sprintf(`@font-face{font-family:%q;src:url(%q) format(%q);font-display:swap}`, name, f.URL, format(f.URL))
			set += fmt.Sprintf("%s:%q,%s;", property, name, stacks[otherwise])
		case f.Family != "" && f.Family != otherwise:
			set += property + ":" + stacks[f.Family] + ";"
		}
	}
	use("--sans", "Brand Headings", "sans", headings)
	use("--serif", "Brand Text", "serif", text)
	if set != "" {
		set = ":root{" + strings.TrimSuffix(set, ";") + "}"
	}
	return faces + set
}
