// Package people says whom a name means where pages name their authors.
//
// In: the persons of one language by number, with the names of their files and
// the names that these files give. Out: the person whom a name means. A file's
// name is stronger than the name that another file gives; a name that two files
// give means nobody.
package people

import (
	"maps"
	"slices"
)

// Register knows persons by their names.
type Register struct {
	files map[string]int
	names map[string]int
	doubt map[string][2]int
}

// New makes an empty register.
func New() *Register {
	return &Register{files: map[string]int{}, names: map[string]int{}, doubt: map[string][2]int{}}
}

// AddFile enters a person by the name of a file. All files come before all names.
func (r *Register) AddFile(name string, person int) { r.files[name] = person }

// AddName enters the name that a person bears. Where it is the name of another's
// file, that other is given, and the name goes on meaning them.
func (r *Register) AddName(name string, person int) (other int, free bool) {
	if other, taken := r.files[name]; taken {
		return other, other == person
	}
	if first, taken := r.names[name]; taken {
		r.doubt[name] = [2]int{first, person}
		return person, true
	}
	r.names[name] = person
	return person, true
}

// Find gives the person whom a name means.
func (r *Register) Find(name string) (person int, ok bool) {
	if person, ok = r.files[name]; !ok {
		person, ok = r.names[name]
	}
	return person, ok
}

// Doubt gives two persons who bear a name, where one is not enough to tell.
func (r *Register) Doubt(name string) (both [2]int, ok bool) {
	both, ok = r.doubt[name]
	return both, ok
}

// Names gives all names, of files and of persons, sorted.
func (r *Register) Names() []string {
	all := slices.AppendSeq(slices.Collect(maps.Keys(r.files)), maps.Keys(r.names))
	slices.Sort(all)
	return all
}
