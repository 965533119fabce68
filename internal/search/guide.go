package search

// Guide is the Main file: what the script must know before it can look for a word,
// and all that it says to readers.
type Guide struct {
	Name   string            `json:"name"` // of the index: the folder of its other files, beside this one
	Shards int               `json:"shards"`
	Pages  int               `json:"pages"`
	Block  int               `json:"block"`
	Scale  int               `json:"scale"`
	Ends   []string          `json:"ends"`
	Kinds  []Choice          `json:"kinds"`
	Tags   []Choice          `json:"tags"`
	Lang   string            `json:"lang"`  // in which Words are
	Words  map[string]string `json:"words"` // by the names that the script gives them
}

// Choice is a kind or a tag with the number of its pages.
type Choice struct {
	Text  string `json:"text"`
	Count int    `json:"count"`
}

// Encode writes the file.
func (g *Guide) Encode() []byte { return append(encode(g), '\n') }

// Choices counts the pages of each kind or tag.
func Choices(names []string, counts []int) []Choice {
	all := make([]Choice, len(names))
	for i := range names {
		all[i] = Choice{names[i], counts[i]}
	}
	return all
}
