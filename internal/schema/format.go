package schema

import (
	"net/mail"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode"
)

var (
	slugForm  = regexp.MustCompile(`^[\p{Ll}\p{Lo}\p{N}]+(-[\p{Ll}\p{Lo}\p{M}\p{N}]+)*$`)
	langForm  = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)
	colorForm = regexp.MustCompile(`^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$`)
	hostForm  = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$`)
	holder    = regexp.MustCompile(`:[a-z][a-z_]*`)
)

func (f Format) known() bool {
	switch f {
	case Free, URL, Path, Slug, Lang, Zone, Email, Color, Permalink, Glob, Host:
		return true
	}
	return false
}

// Valid says whether a text has the format. It panics on a Format that is none
// of the constants.
func (f Format) Valid(text string) bool {
	switch f {
	case Free:
		return true
	case URL:
		u, err := url.Parse(text)
		return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && !strings.ContainsFunc(text, unicode.IsSpace)
	case Path:
		return text != "" && !strings.ContainsAny(text, "\\") && !strings.Contains(text, "//") && !strings.ContainsFunc(text, unicode.IsControl)
	case Slug:
		return slugForm.MatchString(text)
	case Lang:
		return langForm.MatchString(text)
	case Zone:
		if text == "" || text == "Local" {
			return false
		}
		_, err := time.LoadLocation(text)
		return err == nil
	case Email:
		a, err := mail.ParseAddress(text)
		return err == nil && a.Address == text && a.Name == ""
	case Color:
		return colorForm.MatchString(text)
	case Permalink:
		return validPermalink(text)
	case Glob:
		return validGlob(text)
	case Host:
		return len(text) <= 253 && hostForm.MatchString(text)
	}
	panic("schema: unknown format " + string(f))
}

// validPermalink wants "/" at the start, segments of ordinary characters and
// :names, no empty segment, no query.
func validPermalink(text string) bool {
	rest := holder.ReplaceAllString(text, "x")
	return strings.HasPrefix(rest, "/") && !strings.Contains(rest, "//") && !strings.ContainsAny(rest, ":?#\\*{}[]<>\"") &&
		!strings.ContainsFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) })
}

func validGlob(text string) bool {
	if text == "" || strings.Contains(text, "\\") {
		return false
	}
	for part := range strings.SplitSeq(text, "/") {
		if _, err := path.Match(part, ""); err != nil || part != "**" && strings.Contains(part, "**") {
			return false
		}
	}
	return true
}

// Pattern is a regular expression that JavaScript takes too, wider than Valid;
// "" for a format that none is needed for.
func (f Format) Pattern() string {
	switch f {
	case URL:
		return `^https?://[^\s]+$`
	case Path, Glob:
		return `^[^\\]+$`
	case Slug:
		return `^[^\sA-Z/_]+$`
	case Lang:
		return langForm.String()
	case Color:
		return colorForm.String()
	case Permalink:
		return `^/[^\s?#]*$`
	}
	return ""
}

// suggest guesses the text that was meant, or gives "".
func (f Format) suggest(text string) string {
	guess := ""
	switch f {
	case URL:
		guess = "https://" + strings.TrimLeft(text, "/:")
		if !strings.Contains(text, ".") || strings.Contains(text, ":") {
			return ""
		}
	case Slug:
		words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
		guess = strings.Join(words, "-")
	case Lang:
		guess = suggestLang(text)
	case Color:
		guess = "#" + strings.TrimLeft(text, "#")
	case Path, Glob:
		guess = strings.ReplaceAll(text, `\`, "/")
	case Permalink:
		guess = "/" + strings.TrimLeft(text, "/")
	case Email:
		guess = strings.TrimPrefix(text, "mailto:")
		if a, err := mail.ParseAddress(guess); err == nil {
			guess = a.Address
		}
	}
	if guess == "" || guess == text || !f.Valid(guess) {
		return ""
	}
	return guess
}

func suggestLang(text string) string {
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '_' })
	for i, p := range parts {
		p = strings.ToLower(p)
		switch {
		case i > 0 && len(p) == 2:
			p = strings.ToUpper(p)
		case i > 0 && len(p) == 4:
			p = strings.ToUpper(p[:1]) + p[1:]
		}
		parts[i] = p
	}
	return strings.Join(parts, "-")
}
