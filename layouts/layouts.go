// Package layouts is the default theme's templates, which a site overrides by
// files of the same path in its own layouts folder. The folder holds:
//
//	NAME.html             a layout; it defines "main" (and "head", where it
//	                      wants more there) and is set in base.html, or has
//	                      text of its own and stands alone
//	base.html             what all layouts share
//	parts/NAME.html       a piece, called as {{template "parts/NAME" .}}, or as
//	                      {{cached "parts/NAME" .}} where many pages show it
//	directives/NAME.html  a directive, with its declaration as first comment
//
// Templates see a view.View and html/template's own functions and cached;
// docs/themes.md says more.
package layouts

import "embed"

// FS holds the templates; paths are relative to this folder.
//
//go:embed *.html parts/*.html directives/*.html
var FS embed.FS
