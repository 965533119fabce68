// Package assets is the default theme's styles, scripts and icon, which a site
// overrides by files of the same path in its own assets folder. site.css and
// site.js are bundled with all that they import into one file each; brand.css
// is empty and imported last, for a site's own rules; every other file that is
// no style or script is copied.
package assets

import "embed"

// FS holds the files; paths are relative to this folder.
//
//go:embed *.css *.js *.svg
var FS embed.FS
