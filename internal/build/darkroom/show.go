package darkroom

import (
	"strconv"
	"strings"

	"lodestone/internal/view"
)

// Show gives what a page needs to show a picture: which prints there are, under the
// addresses that address gives to their paths.
func (d *Darkroom) Show(all Prints, face bool, address func(path string) string) view.Picture {
	v := view.Picture{URL: address(all.Src.Path), Width: all.Src.Width, Height: all.Src.Height}
	for n, set := range all.Sets {
		switch last := n == len(all.Sets)-1; {
		case !last:
			v.Sources = append(v.Sources, view.Source{Type: set.Format.Type(), Srcset: srcset(set.Prints, address)})
		case len(set.Prints) > 1:
			v.Srcset = srcset(set.Prints, address)
		}
	}
	switch {
	case v.Srcset == "" && v.Sources == nil:
	case face:
		v.Sizes = faceSizes
	default:
		v.Sizes = d.sizes
	}
	return v
}

// srcset lists prints by their widths.
func srcset(prints []Print, address func(string) string) string {
	var all []string
	for i := range prints {
		all = append(all, address(prints[i].Path)+" "+strconv.Itoa(prints[i].Width)+"w")
	}
	return strings.Join(all, ", ")
}
