package rawhtml

import "slices"

// Frame is one open element of the page: one that the author wrote as a tag,
// or one that Markdown makes.
type Frame struct {
	Name string
	Raw  bool // written as a tag
	Pos  int  // byte offset of the tag in the source
}

// Stack holds the open elements, outermost first. The zero value is ready.
type Stack struct {
	Frames []Frame
	raw    int // how many of them are raw
}

// Reset empties the stack.
func (s *Stack) Reset() { s.Frames, s.raw = s.Frames[:0], 0 }

// Open opens an element and says what is wrong with it at this place.
func (s *Stack) Open(f Frame) Wrong {
	var w Wrong
	if f.Raw || s.raw > 0 {
		w = s.fits(f.Name, f.Raw)
	}
	s.push(f)
	return w
}

func (s *Stack) push(f Frame) {
	s.Frames = append(s.Frames, f)
	if f.Raw {
		s.raw++
	}
}

// Wrong says why an element cannot stand where it is.
type Wrong struct {
	Why  Why
	Name string // the element around it that forbids it, or those that it needs
}

// Why is the kind of a Wrong.
type Why uint8

// The kinds.
const (
	Fine     Why = iota
	InLine       // a block within a line of text
	InLink       // a link in a link
	NotChild     // the parent takes other children only
	NoParent     // it needs a certain parent
)

// Void checks an element without content, which is not opened.
func (s *Stack) Void(name string) Wrong { return s.fits(name, true) }

// Within says whether the element that is open is one of a name.
func (s *Stack) Within(name string) bool { return s.top() == name }

func (s *Stack) top() string {
	if len(s.Frames) == 0 {
		return ""
	}
	return s.Frames[len(s.Frames)-1].Name
}

// fits applies the content models. Markdown's own elements are always right
// among themselves, so that their parents are asked only for raw children.
func (s *Stack) fits(name string, raw bool) Wrong {
	e, _ := Lookup(name)
	parent := s.top()
	if raw && e.Parents != nil && !slices.Contains(e.Parents, parent) {
		return Wrong{NoParent, e.Parents[0]}
	}
	if only := children(parent); only != nil && !slices.Contains(only, name) {
		return Wrong{NotChild, parent}
	}
	if Foreign(parent) && !Foreign(name) { // browsers end the drawing there
		return Wrong{NotChild, parent}
	}
	if name == "a" && slices.ContainsFunc(s.Frames, func(f Frame) bool { return f.Name == "a" }) {
		return Wrong{InLink, "a"}
	}
	if e.Inline {
		return Wrong{}
	}
	for i := len(s.Frames) - 1; i >= 0; i-- {
		p, _ := Lookup(s.Frames[i].Name)
		if p.Content == Transparent {
			continue
		}
		heading := parent == "summary" && len(name) == 2 && name[0] == 'h' && name != "hr"
		if p.Content == Phrasing && !heading {
			return Wrong{InLine, s.Frames[i].Name}
		}
		break
	}
	return Wrong{}
}

// Text says whether text may stand at this place; name is the element that
// takes none.
func (s *Stack) Text() (name string, ok bool) {
	if s.raw == 0 {
		return "", true
	}
	top := s.Frames[len(s.Frames)-1]
	if top.Raw && children(top.Name) != nil {
		return top.Name, false
	}
	return "", true
}

// CloseTag closes the element of an end tag. Found is false when no element of
// that name has been opened by a tag since the last element of Markdown's;
// then nothing closes. Dangling are elements inside it that were never closed,
// innermost first: they close with it.
func (s *Stack) CloseTag(name string) (dangling []Frame, found bool) {
	i := len(s.Frames) - 1
	for ; i >= 0 && s.Frames[i].Raw && s.Frames[i].Name != name; i-- {
	}
	if i < 0 || !s.Frames[i].Raw {
		return nil, false
	}
	dangling = s.cut(i + 1)
	s.cut(i)
	return dangling, true
}

// Close closes an element of Markdown's. Dangling are raw elements in it that
// were never closed, innermost first.
func (s *Stack) Close() (dangling []Frame) {
	if s.raw == 0 {
		s.Frames = s.Frames[:len(s.Frames)-1]
		return nil
	}
	i := len(s.Frames) - 1
	for i >= 0 && s.Frames[i].Raw {
		i--
	}
	dangling = s.cut(i + 1)
	s.cut(i)
	return dangling
}

// Rest gives the raw elements that are open at the end of the page, innermost
// first.
func (s *Stack) Rest() []Frame { return s.cut(0) }

// cut drops the frames from i on and gives them, innermost first.
func (s *Stack) cut(i int) []Frame {
	if i >= len(s.Frames) {
		return nil
	}
	gone := slices.Clone(s.Frames[i:])
	slices.Reverse(gone)
	for _, f := range gone {
		if f.Raw {
			s.raw--
		}
	}
	s.Frames = s.Frames[:i]
	return gone
}
