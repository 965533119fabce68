package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"
)

// The parts of SARIF 2.1.0 (OASIS, sections 3.13 to 3.52) that findings need.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string       `json:"id"`
		Short   sarifText    `json:"shortDescription"`
		Full    sarifText    `json:"fullDescription"`
		Help    sarifText    `json:"help"`
		Default sarifDefault `json:"defaultConfiguration"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifDefault struct {
		Level string `json:"level"`
	}
	sarifResult struct {
		RuleID    string          `json:"ruleId"`
		RuleIndex int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
)

// SARIF writes a SARIF 2.1.0 log with one run. Its rules are the codes found.
// A finding without a file is placed at site.yaml, as code scanning services
// refuse a result without a place.
func (p Printer) SARIF(w io.Writer, list List) error {
	list = sorted(list)
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: "lodestone", Version: p.Version, Rules: []sarifRule{}}
	rules := map[string]int{}
	for _, code := range Codes() {
		for _, i := range list {
			if i.Code == code {
				rules[code] = len(run.Tool.Driver.Rules)
				run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, ruleOf(Lookup(code)))
				break
			}
		}
	}
	for _, i := range list {
		run.Results = append(run.Results, p.result(i, rules[i.Code]))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

func ruleOf(e Entry) sarifRule {
	return sarifRule{
		ID: e.Code, Short: sarifText{shape(e.Text["en"])}, Full: sarifText{e.Cause},
		Help: sarifText{e.Remedy}, Default: sarifDefault{sarifLevel(e.Severity)},
	}
}

func (p Printer) result(i Item, rule int) sarifResult {
	text, hint := Render(i, p.Lang)
	if hint != "" {
		text += "\n" + hint
	}
	// Not to be read as a message with placeholders or links (SARIF 3.11.5, 3.11.6).
	text = strings.NewReplacer("{", "{{", "}", "}}", "](", `\](`).Replace(text)
	if i.File == "" {
		i.File, i.Pos = "site.yaml", Pos{}
	}
	place := sarifPlace{Artifact: sarifArtifact{(&url.URL{Path: p.file(i)}).String()}}
	if i.Pos.Line > 0 {
		place.Region = &sarifRegion{i.Pos.Line, max(i.Pos.Col, 0)}
	}
	return sarifResult{i.Code, rule, sarifLevel(i.Severity), sarifText{text}, []sarifLocation{{place}}}
}

func sarifLevel(s Severity) string { return [...]string{"note", "warning", "error"}[s] }
