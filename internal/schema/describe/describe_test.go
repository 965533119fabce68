package describe

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"lodestone/internal/schema"
	"lodestone/internal/schema/date"
)

type told struct {
	Title   string            `key:"title" required:"true" doc:"What the page is called: <b> & \"so\"." example:"Inbound : the guide"`
	Stage   string            `key:"stage" enum:"awareness,purchase" doc:"Where the reader stands." default:"awareness"`
	Tags    []string          `key:"tags" format:"slug" max:"9" doc:"Topics | subjects." example:"[a, b]"`
	Draft   *bool             `key:"draft" default:"false"`
	Posts   int               `key:"posts" min:"1" max:"50" default:"10"`
	Ratio   float64           `key:"ratio" min:"0.5" default:"half"`
	Date    date.Date         `key:"date"`
	Names   map[string]string `key:"names" keys:"lang"`
	Image   toldImage         `key:"image"`
	Cover   toldImage         `key:"cover" doc:"Of the paper."`
	Menu    []toldItem        `key:"menu"`
	Grid    [][]int           `key:"grid"`
	Extra   *schema.Node      `key:"extra"`
	Contact struct {
		Email string `key:"email" format:"email"`
		Site  string `key:"site" format:"url"`
	} `key:"contact"`
}

type toldImage struct {
	Src string `key:"src" short:"true" required:"true" doc:"The file."`
	Off bool   `key:"-" short:"true"`
}

type toldItem struct {
	Name     string     `key:"name" min:"1" max:"30" pattern:"^[a-z]+$"`
	Children []toldItem `key:"children"`
}

const wantSchema = `{
  "$schema": "http://json-schema.org/draft-07/schema#",
  "$id": "https://example.org/told.json",
  "title": "Told",
  "type": "object",
  "properties": {
    "title": {
      "description": "What the page is called: <b> & \"so\".",
      "type": ["string","number","boolean"],
      "examples": ["Inbound : the guide"]
    },
    "stage": {
      "description": "Where the reader stands.",
      "enum": ["awareness","purchase"],
      "default": "awareness"
    },
    "tags": {
      "description": "Topics | subjects.",
      "anyOf": [
        {"type": ["string","number","boolean","null"],"pattern": "^[^\\sA-Z/_]+$"},
        {"type": "array","maxItems": 9,"items": {"type": ["string","number","boolean"],"pattern": "^[^\\sA-Z/_]+$"}}
      ]
    },
    "draft": {"type": ["boolean","null"],"default": false},
    "posts": {"type": ["integer","null"],"minimum": 1,"maximum": 50,"default": 10},
    "ratio": {"type": ["number","null"],"minimum": 0.5},
    "date": {"type": ["string","null"],"pattern": "DATE"},
    "names": {
      "type": ["object","null"],
      "propertyNames": {"pattern": "^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"},
      "additionalProperties": {"type": ["string","number","boolean","null"]}
    },
    "image": {"allOf": [{"$ref": "#/definitions/toldimage"}]},
    "cover": {"description": "Of the paper.","allOf": [{"$ref": "#/definitions/toldimage"}]},
    "menu": {
      "anyOf": [
        {"$ref": "#/definitions/tolditem"},
        {"type": "array","items": {"$ref": "#/definitions/tolditem"}}
      ]
    },
    "grid": {
      "type": ["array","null"],
      "items": {"anyOf": [{"type": "integer"},{"type": "array","items": {"type": "integer"}}]}
    },
    "extra": {},
    "contact": {
      "type": ["object","null"],
      "properties": {
        "email": {"type": ["string","null"],"format": "email"},
        "site": {"type": ["string","null"],"format": "uri","pattern": "^https?://[^\\s]+$"}
      },
      "additionalProperties": false
    }
  },
  "required": ["title"],
  "additionalProperties": false,
  "definitions": {
    "toldimage": {
      "anyOf": [
        {
          "type": ["object","null"],
          "properties": {"src": {"description": "The file.","type": ["string","number","boolean"]}},
          "required": ["src"],
          "additionalProperties": false
        },
        {"type": ["string","number","boolean"]},
        {"type": "boolean"}
      ]
    },
    "tolditem": {
      "type": ["object","null"],
      "properties": {
        "name": {"type": ["string","number","boolean","null"],"pattern": "^[a-z]+$","minLength": 1,"maxLength": 30},
        "children": {
          "anyOf": [
            {"$ref": "#/definitions/tolditem"},
            {"type": "array","items": {"$ref": "#/definitions/tolditem"}}
          ]
        }
      },
      "additionalProperties": false
    }
  }
}`

func TestJSONSchema(t *testing.T) {
	got := JSONSchema(schema.Of[told](), "https://example.org/told.json", "Told")
	var want bytes.Buffer
	text := strings.Replace(wantSchema, `"DATE"`, fmt.Sprintf("%q", date.Pattern), 1)
	if err := json.Indent(&want, []byte(text), "", "  "); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.String()+"\n", string(got)); diff != "" {
		t.Error(diff)
	}
	if again := JSONSchema(schema.Of[told](), "https://example.org/told.json", "Told"); !bytes.Equal(got, again) {
		t.Error("two runs differ")
	}
}

const wantReference = "## Told\n" + `
| key | value | meaning |
| --- | --- | --- |
| ~title~ | text | What the page is called: <b> & "so". Required. Example: ~Inbound : the guide~. |
| ~stage~ | ~awareness~, ~purchase~ | Where the reader stands. Default: ~awareness~. |
| ~tags~ | list of slug, at most 9 entries | Topics \| subjects. Example: ~[a, b]~. |
| ~draft~ | ~true~ or ~false~ | Default: ~false~. |
| ~posts~ | whole number, 1 to 50 | Default: ~10~. |
| ~ratio~ | number, at least 0.5 | Default: ~half~. |
| ~date~ | date |  |
| ~names~ | lang → text |  |
| ~image~ | keys, or text, or ~true~ or ~false~ |  |
| ~cover~ | keys, or text, or ~true~ or ~false~ | Of the paper. |
| ~menu~ | list of keys |  |
| ~grid~ | list of list of whole number |  |
| ~extra~ | anything |  |
| ~contact~ | keys |  |

### image

| key | value | meaning |
| --- | --- | --- |
| ~src~ | text | The file. Required. |

### menu

| key | value | meaning |
| --- | --- | --- |
| ~name~ | text like ~^[a-z]+$~, 1 to 30 characters |  |
| ~children~ | list of keys |  |

### contact

| key | value | meaning |
| --- | --- | --- |
| ~email~ | e-mail address |  |
| ~site~ | URL |  |
`

func TestReference(t *testing.T) {
	if diff := cmp.Diff(strings.ReplaceAll(wantReference, "~", "`"), Reference(schema.Of[told](), "Told")); diff != "" {
		t.Error(diff)
	}
}

// TestHandMadeType holds that no Go type needs to stand behind a declaration.
func TestHandMadeType(t *testing.T) {
	least := 2.0
	recipe := &schema.Type{Form: schema.ObjectForm, Fields: []schema.Field{
		{Key: "serves", Type: &schema.Type{Form: schema.IntForm, Min: &least}, Required: true},
		{Key: "course", Type: &schema.Type{Form: schema.TextForm, Pattern: "^[a-z]+$"}},
	}}
	if !json.Valid(JSONSchema(recipe, "", "Recipe")) || !strings.Contains(Reference(recipe, "Recipe"), "| `serves` | whole number, at least 2 | Required. |") {
		t.Error(Reference(recipe, "Recipe"))
	}
}
