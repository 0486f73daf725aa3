// Package translations holds the window's texts, one file for each language,
// named by its tag: en.json, de.json, zh-Hans.json. A text is a line or, where
// a number decides, one line for each plural form; {{.Name}} stands for what
// is put in.
package translations

import "embed"

// FS holds the files.
//
//go:embed *.json
var FS embed.FS
