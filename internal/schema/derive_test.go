package schema

import "testing"

func TestBadDeclarationsPanic(t *testing.T) {
	for name, derive := range map[string]func() *Type{
		"chan":    Of[chan int],
		"int key": Of[map[int]string],
		"pointer": Of[*string],
		"twice": Of[struct {
			A string `key:"a"`
			B string `key:"a"`
		}],
		"format": Of[struct {
			A string `key:"a" format:"slig"`
		}],
		"format of a number": Of[struct {
			A int `key:"a" format:"slug"`
		}],
		"keys of a list": Of[struct {
			A []string `key:"a" keys:"lang"`
		}],
		"min": Of[struct {
			A string `key:"a" min:"x"`
		}],
		"pattern": Of[struct {
			A string `key:"a" pattern:"["`
		}],
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic:", name)
				}
			}()
			derive()
		}()
	}
}

func TestHandMadeType(t *testing.T) {
	least := 2.0
	recipe := &Type{Form: ObjectForm, Fields: []Field{
		{Key: "serves", Type: &Type{Form: IntForm, Min: &least}, Required: true},
		{Key: "course", Type: &Type{Form: TextForm, Pattern: "^[a-z]+$"}},
	}}
	_, found := Decode(node(pairs{"serves", "=1", "course", "=Main", "cook", "=x"}), recipe, nil, "recipe.md")
	if len(found) != 3 {
		t.Error(found)
	}
}
