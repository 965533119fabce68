package markdown

// Options are the settings that change how a body is read. All of them are part
// of the key under which a parsed body is kept.
type Options struct {
	Lang       string // BCP 47; anchors, stems of keywords, the few words in the HTML
	Directives []Declaration
	Hosts      []string // from which pages may fetch pictures, sound and video
	Straight   bool     // quotation marks, dashes and points stay as they are typed
}

// Declaration says which directives a site has and what they take. Each comes
// from a template in layouts/directives.
type Declaration struct {
	Name  string
	Forms []Form
	Label bool // takes [text]
	Args  []ArgType

	LabelRequired bool // there must be one, and not a blank one
}

// ArgType is the type of one directive argument.
type ArgType struct {
	Name     string
	Type     Type
	Choices  []string // of Choice
	Default  string
	Required bool
}

// Type is what the value of a directive argument must be.
type Type uint8

// The argument types. LinkArg, ImageArg, FileArg and QRArg are references and resolved
// like those in the text.
const (
	TextArg Type = iota + 1
	IntArg
	BoolArg
	ChoiceArg
	LinkArg
	ImageArg
	FileArg
	QRArg // an address, like LinkArg, that the template sees as a QR code
)
