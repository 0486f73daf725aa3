package control

import (
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Wrap breaks a text into at most limit lines; what is left over is cut. Words
// of scripts that put no spaces between them are broken anywhere.
func Wrap(s string, room float32, limit int, size float32, style fyne.TextStyle) []string {
	wide := func(s string) bool { return fyne.MeasureText(s, size, style).Width > room }
	var lines []string
	for s = strings.TrimSpace(s); s != "" && len(lines) < limit; {
		if len(lines) == limit-1 || !wide(s) {
			return append(lines, Fit(s, room, size, style))
		}
		end := 0 // of what fits
		for i, r := range s {
			if i > 0 && (r == ' ' || breakable(r)) {
				if wide(strings.TrimSpace(s[:i])) {
					break
				}
				end = i
			}
		}
		if end == 0 { // one word that is too long
			end = strings.IndexByte(s, ' ')
			if end < 0 {
				end = len(s)
			}
		}
		lines = append(lines, Fit(strings.TrimSpace(s[:end]), room, size, style))
		s = strings.TrimSpace(s[end:])
	}
	return lines
}

// breakable says whether a line may begin with r: letters of Chinese and Japanese
// may, their punctuation and small letters not.
func breakable(r rune) bool {
	return utf8.RuneLen(r) > 2 && r >= 0x3040 && r < 0xff00 && !strings.ContainsRune("ぁぃぅぇぉっゃゅょァィゥェォッャュョー、。」", r)
}
