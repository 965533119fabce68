package code

import (
	"errors"
	"maps"
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/dlclark/regexp2/v2"
)

// Chroma tries the rules of a state one after the other, some thirty regular
// expressions for each token, and allocates at every step. lexer drives the same
// rules with three differences that cannot be seen from outside: a rule is
// passed over when the character at hand cannot begin a match of it; it is
// compiled when first tried; groups are cut out only for rules that use them.
// That makes it some six times faster. A test holds it to Chroma's own tokens.
type lexer struct {
	chroma *chroma.RegexLexer
	rules  chroma.CompiledRules
	states map[string][]*rule
}

// rule is one rule of one or more states.
type rule struct {
	*chroma.CompiledRule
	pattern string
	once    sync.Once
	err     error
	any     bool      // a match may begin with any character
	first   [2]uint64 // else: the ASCII characters that it may begin with, and any other
	token   chroma.TokenType
	simple  bool // the whole match is one token
	groups  bool // the groups are looked at
}

// timeout bounds one match, as Chroma does.
const timeout = 250 * time.Millisecond

// apart finds what the two languages of expressions read differently: [:name:]
// is a class in one and characters in the other, a-[b] subtracts in one, and
// [^\W\d] takes digits too in the other.
var apart = regexp.MustCompile(`\[:|-\[|\[\^[^\]]*\\[WSD]`)

var (
	errState   = errors.New("code: no such state")
	errEndless = errors.New("code: the rules do not move on")
)

// newLexer reads the rules of a lexer of Chroma's. Nil means that they are of
// no kind that is known here.
func newLexer(l chroma.Lexer) *lexer {
	r, ok := l.(*chroma.RegexLexer)
	if !ok {
		return nil
	}
	raw, err := r.Rules()
	if err != nil {
		return nil
	}
	flags := ""
	if c := r.Config(); !c.NotMultiline {
		flags = "m"
	}
	if r.Config().CaseInsensitive {
		flags += "i"
	}
	if r.Config().DotAll {
		flags += "s"
	}
	x := &lexer{chroma: r, rules: chroma.CompiledRules{}, states: map[string][]*rule{}}
	for state, list := range raw {
		x.rules[state] = nil
		for _, one := range list {
			x.rules[state] = append(x.rules[state], &chroma.CompiledRule{Rule: one})
		}
	}
	if x.expand() != nil {
		return nil
	}
	made := map[*chroma.CompiledRule]*rule{}
	for state, list := range x.rules {
		for _, c := range list {
			if made[c] == nil {
				made[c] = newRule(c, flags)
			}
			x.states[state] = append(x.states[state], made[c])
		}
	}
	return x
}

// expand replaces rules that stand for others: includes and combined states.
// Chroma does so in place, in the order of a map, on lists that share memory,
// so that a rule may be lost by chance; here no list has room to spare.
func (x *lexer) expand() error {
restart:
	for _, state := range slices.Sorted(maps.Keys(x.rules)) {
		x.rules[state] = slices.Clip(x.rules[state])
		for i, r := range x.rules[state] {
			if m, ok := r.Mutator.(chroma.LexerMutator); ok {
				for name, list := range x.rules {
					x.rules[name] = slices.Clip(slices.Clone(list))
				}
				if err := m.MutateLexer(x.rules, state, i); err != nil {
					return err
				}
				goto restart
			}
		}
	}
	return nil
}

func newRule(c *chroma.CompiledRule, flags string) *rule {
	r := &rule{CompiledRule: c}
	r.pattern = "(?:" + c.Pattern + ")"
	if flags != "" {
		r.pattern = "(?" + flags + ")" + r.pattern
	}
	r.any = !firsts(r.pattern, &r.first)
	r.token, r.simple = c.Type.(chroma.TokenType)
	r.groups = c.Type != nil && !r.simple
	if c.Mutator != nil {
		m, ok := c.Mutator.(chroma.SerialisableMutator)
		r.groups = r.groups || !ok || m.MutatorKind() != "push" && m.MutatorKind() != "pop"
	}
	return r
}

// begins says whether a match may begin with c.
func (r *rule) begins(c rune) bool {
	return r.any || c >= utf8.RuneSelf || r.first[c>>6]&(1<<(c&63)) != 0
}

// match tries the rule at a place.
func (r *rule) match(text []rune, at int) (*regexp2.Match, error) {
	r.once.Do(func() {
		if r.Regexp, r.err = regexp2.Compile(`\G` + r.pattern); r.err == nil {
			r.Regexp.MatchTimeout = timeout
		}
	})
	if r.err != nil {
		return nil, r.err
	}
	m, err := r.Regexp.FindRunesMatchStartingAt(text, at)
	if err != nil || m == nil || m.RuneIndex != at {
		return nil, err
	}
	return m, nil
}

// run cuts a text into tokens. What it has told before an error counts for
// nothing.
func (x *lexer) run(src string, token func(chroma.TokenType, string)) error {
	text := []rune(src)
	s := &chroma.LexerState{
		Lexer: x.chroma, Registry: lexers.GlobalLexerRegistry, Text: text, Rules: x.rules,
		Stack: []string{"root"}, MutatorContext: map[any]any{},
	}
	still := 0
	for rest := src; s.Pos < len(text); {
		if len(s.Stack) == 0 {
			token(chroma.Error, rest)
			return nil
		}
		s.State = s.Stack[len(s.Stack)-1]
		rules, ok := x.states[s.State]
		if !ok {
			return errState
		}
		i, m, err := try(rules, text, s.Pos)
		if err != nil {
			return err
		}
		if m == nil {
			if text[s.Pos] == '\n' && s.State != "root" { // a string that is not closed, most often
				s.Stack = []string{"root"}
				continue
			}
			n := utf8.RuneLen(text[s.Pos])
			s.Pos++
			token(chroma.Error, rest[:n])
			rest = rest[n:]
			continue
		}
		n := size(text[s.Pos : s.Pos+m.RuneLength])
		if still++; n > 0 {
			still = 0
		} else if still > 1000 {
			return errEndless
		}
		s.Rule = i
		if err := rules[i].apply(s, m, rest[:n], token); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// try finds the first rule that matches; without a match there is none.
func try(rules []*rule, text []rune, at int) (int, *regexp2.Match, error) {
	for i, r := range rules {
		if r.begins(text[at]) {
			if m, err := r.match(text, at); m != nil || err != nil {
				return i, m, err
			}
		}
	}
	return 0, nil, nil
}

// apply does what a rule says of its match.
func (r *rule) apply(s *chroma.LexerState, m *regexp2.Match, value string, token func(chroma.TokenType, string)) error {
	if r.groups {
		s.Groups, s.NamedGroups = nil, map[string]string{}
		for _, g := range m.Groups() {
			text := g.String()
			s.Groups = append(s.Groups, text)
			s.NamedGroups[g.Name] = text
		}
	}
	s.Pos += m.RuneLength
	if r.Mutator != nil {
		if err := r.Mutator.Mutate(s); err != nil {
			return err
		}
	}
	switch {
	case r.simple:
		token(r.token, value)
	case r.Type != nil:
		next := r.Type.Emit(s.Groups, s)
		for t := next(); t != chroma.EOF; t = next() {
			if t.Type != chroma.Ignore {
				token(t.Type, t.Value)
			}
		}
	}
	return nil
}

// size is the length of runes in UTF-8.
func size(runes []rune) int {
	n := 0
	for _, r := range runes {
		n += utf8.RuneLen(r)
	}
	return n
}

// firsts finds the ASCII characters that a match of a pattern may begin with,
// or more; ok is false where any may. Go's own parser reads the pattern: where
// the two languages of expressions differ in what a match may begin with, it
// refuses the pattern, or the difference is taken care of here.
func firsts(pattern string, set *[2]uint64) (ok bool) {
	if apart.MatchString(pattern) {
		return false
	}
	re, err := syntax.Parse(pattern, syntax.Perl&^syntax.OneLine)
	if err != nil {
		return false
	}
	if begin(re, set) {
		return false
	}
	set[0] |= 1<<32 - 1 // control characters: the two disagree on which are white space
	return true
}

// begin adds the characters that re may begin with, and says whether it may
// match nothing.
func begin(re *syntax.Regexp, set *[2]uint64) (empty bool) {
	add := func(lo, hi rune) {
		for c := lo; c <= hi && c < utf8.RuneSelf; c++ {
			set[c>>6] |= 1 << (c & 63)
		}
	}
	switch re.Op {
	case syntax.OpNoMatch:
		return false
	case syntax.OpLiteral:
		c := re.Rune[0]
		add(c, c)
		if re.Flags&syntax.FoldCase != 0 {
			for f := unicode.SimpleFold(c); f != c; f = unicode.SimpleFold(f) {
				add(f, f)
			}
		}
		return false
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			add(re.Rune[i], re.Rune[i+1])
		}
		return false
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		add(0, utf8.RuneSelf-1)
		return false
	case syntax.OpCapture, syntax.OpPlus:
		return begin(re.Sub[0], set)
	case syntax.OpStar, syntax.OpQuest:
		begin(re.Sub[0], set)
		return true
	case syntax.OpRepeat:
		return begin(re.Sub[0], set) || re.Min == 0
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if !begin(sub, set) {
				return false
			}
		}
		return true
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			empty = begin(sub, set) || empty
		}
		return empty
	}
	return true // the empty match, and what stands between characters
}
