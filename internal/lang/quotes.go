package lang

// Quotes are a language's quotation marks with the spaces that belong inside
// them, outer and inner (CLDR's delimiters; French with its no-break spaces).
type Quotes struct{ Open, Close, InnerOpen, InnerClose string }

// Quotes gives the marks that the language uses.
func (l *Language) Quotes() Quotes {
	const thin = "\u202f" // narrow no-break space
	switch l.base {
	case "fr":
		if l.region == "CH" {
			return Quotes{"«", "»", "‹", "›"}
		}
		return Quotes{"«" + thin, thin + "»", "“", "”"}
	case "it":
		return Quotes{"«", "»", "“", "”"}
	case "es", "ca", "gl", "eu", "el", "hy":
		return Quotes{"«", "»", "“", "”"}
	case "pt":
		if l.region == "PT" {
			return Quotes{"«", "»", "“", "”"}
		}
	case "ru", "uk", "be":
		return Quotes{"«", "»", "„", "“"}
	case "nb", "nn", "no":
		return Quotes{"«", "»", "‘", "’"}
	case "de":
		if l.region == "CH" || l.region == "LI" {
			return Quotes{"«", "»", "‹", "›"}
		}
		return Quotes{"„", "“", "‚", "‘"}
	case "cs", "sk", "sl", "is", "lt", "et", "bg":
		return Quotes{"„", "“", "‚", "‘"}
	case "pl", "ro", "hu":
		return Quotes{"„", "”", "«", "»"}
	case "sv", "fi":
		return Quotes{"”", "”", "’", "’"}
	case "ja":
		return Quotes{"「", "」", "『", "』"}
	case "zh":
		if l.region == "TW" || l.region == "HK" || l.script == "Hant" {
			return Quotes{"「", "」", "『", "』"}
		}
	}
	return Quotes{"“", "”", "‘", "’"}
}
