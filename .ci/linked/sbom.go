package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// The parts of CycloneDX 1.5 that a bill has, see https://cyclonedx.org/docs/1.5/json.
type (
	bill struct {
		Format       string       `json:"bomFormat"`
		Spec         string       `json:"specVersion"`
		Serial       string       `json:"serialNumber"`
		Version      int          `json:"version"`
		Metadata     metadata     `json:"metadata"`
		Components   []component  `json:"components"`
		Dependencies []dependency `json:"dependencies"`
	}
	metadata struct {
		Timestamp string    `json:"timestamp"`
		Component component `json:"component"`
	}
	component struct {
		Type       string     `json:"type"`
		Ref        string     `json:"bom-ref"`
		Name       string     `json:"name"`
		Version    string     `json:"version"`
		Hashes     []hash     `json:"hashes,omitempty"`
		Licences   []licence  `json:"licenses"`
		URL        string     `json:"purl"`
		Properties []property `json:"properties,omitempty"`
	}
	hash struct {
		Algorithm string `json:"alg"`
		Content   string `json:"content"`
	}
	licence struct {
		License struct {
			ID   string `json:"id,omitempty"`
			Name string `json:"name,omitempty"` // of one that SPDX does not list
		} `json:"license"`
	}
	property struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	dependency struct {
		Ref     string   `json:"ref"`
		Depends []string `json:"dependsOn"`
	}
)

// billOf returns the bill of materials for the programs of a version.
func billOf(version string, at time.Time, parts []*part) ([]byte, error) {
	own := component{
		Type: "application", Ref: "thumbpool", Name: "thumbpool", Version: version,
		Licences: licencesOf(map[string]bool{"MIT": true}),
		URL:      "pkg:github/thumbpool/thumbpool@v" + version,
	}
	b := bill{
		Format: "CycloneDX", Spec: "1.5", Version: 1,
		Metadata:     metadata{Timestamp: at.Format(time.RFC3339), Component: own},
		Dependencies: []dependency{{Ref: own.Ref}},
	}
	for _, p := range parts {
		c, err := componentOf(p)
		if err != nil {
			return nil, err
		}
		b.Components = append(b.Components, c)
		b.Dependencies[0].Depends = append(b.Dependencies[0].Depends, c.Ref)
	}
	unnamed, err := json.Marshal(b)
	if err != nil {
		return nil, err
	}
	b.Serial = uuid(unnamed)
	out, err := json.MarshalIndent(b, "", "  ")
	return append(out, '\n'), err
}

func componentOf(p *part) (component, error) {
	url := "pkg:golang/" + p.Name + "@" + p.Version
	if p.Embedded {
		url = "pkg:generic/" + p.Name + "@" + p.Version
	}
	c := component{Type: "library", Ref: url, Name: p.Name, Version: p.Version, URL: url, Licences: licencesOf(p.Licences)}
	if p.Sum != "" { // of the names and sums of all files of the module, see go.dev/ref/mod#go-sum-files
		sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(p.Sum, "h1:"))
		if err != nil {
			return c, fmt.Errorf("the sum of %s: %w", p.Name, err)
		}
		c.Hashes = []hash{{"SHA-256", hex.EncodeToString(sum)}}
	}
	for _, program := range slices.Sorted(maps.Keys(p.Programs)) {
		c.Properties = append(c.Properties, property{"thumbpool:in", program})
	}
	return c, nil
}

func licencesOf(names map[string]bool) []licence {
	var all []licence
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var l licence
		if strings.HasPrefix(name, "Google") { // grants of patents beside a licence
			l.License.Name = name
		} else {
			l.License.ID = name
		}
		all = append(all, l)
	}
	return all
}

// uuid is one that depends on content alone, of version 8 (RFC 9562).
func uuid(content []byte) string {
	s := sha256.Sum256(content)
	s[6] = s[6]&0x0f | 0x80
	s[8] = s[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", s[:4], s[4:6], s[6:8], s[8:10], s[10:16])
}
