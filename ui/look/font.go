package look

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"math"
	"os"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

// Fonts are the faces that texts are written in. The zero Fonts are Fyne's own.
//
// Fyne's font has neither Chinese nor Japanese characters and borrows them from
// the system one by one. Then figures and letters stand higher than the
// characters beside them, and Chinese may get the Japanese shapes. A system
// font that has all of a line avoids both.
type Fonts struct {
	regular, bold fyne.Resource
}

// families are fonts for the user interface with letters and characters that
// match, the best first.
func families(locale string) []string {
	language, region, _ := strings.Cut(locale, "-")
	switch {
	case language == "ja":
		return []string{
			"Noto Sans CJK JP", "Noto Sans JP", "Source Han Sans JP", "Source Han Sans",
			"Yu Gothic UI", "Meiryo UI", "Meiryo", "Hiragino Sans", "Hiragino Kaku Gothic ProN",
			"IPAexGothic", "IPAPGothic", "TakaoPGothic", "VL PGothic",
		}
	case language != "zh":
		return nil
	case strings.HasPrefix(region, "TW"), strings.HasPrefix(region, "HK"), strings.HasPrefix(region, "MO"):
		return []string{
			"Noto Sans CJK TC", "Noto Sans TC", "Source Han Sans TC", "Source Han Sans TW",
			"Microsoft JhengHei UI", "Microsoft JhengHei", "PingFang TC", "Heiti TC",
		}
	}
	return []string{
		"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN",
		"Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "Heiti SC",
		"WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
	}
}

// SystemFonts looks for fonts that suit a locale such as "ja-JP". It returns
// the zero Fonts where Fyne's do or the system has none that is known here.
//
// The first call in a process goes over the fonts of the system, as Fyne does
// before its first text: it is done once for both, and kept in the user's
// cache.
func SystemFonts(locale string) (Fonts, error) {
	wanted := families(locale)
	if len(wanted) == 0 {
		return Fonts{}, nil
	}
	installed, err := fontscan.SystemFonts(log.New(io.Discard, "", 0), "")
	if err != nil {
		return Fonts{}, fmt.Errorf("system fonts: %w", err)
	}
	return choose(installed, wanted)
}

// choose returns the first of the wanted families that can be drawn. A family
// that cannot is an error only if no other can.
func choose(installed []fontscan.Footprint, wanted []string) (Fonts, error) {
	var problem error
	for _, family := range wanted {
		regular, ok := nearest(installed, family, font.WeightNormal)
		if !ok {
			continue
		}
		var f Fonts
		if f.regular, problem = read(regular); problem != nil {
			continue
		}
		f.bold = f.regular
		if bold, ok := nearest(installed, family, font.WeightBold); ok {
			if r, err := read(bold); err == nil {
				f.bold = r
			}
		}
		return f, nil
	}
	return Fonts{}, problem
}

// nearest is the upright font of a family that is nearest to a weight and not
// far from it: variable fonts go by the weight that they start at, which may be
// very thin.
func nearest(installed []fontscan.Footprint, family string, weight font.Weight) (fontscan.Footprint, bool) {
	const far = 150 // a step and a half of the nine weights that fonts come in
	var best fontscan.Footprint
	distance := math.Inf(1)
	for _, f := range installed {
		if f.Family != font.NormalizeFamily(family) || f.Aspect.Style == font.StyleItalic {
			continue
		}
		if d := math.Abs(float64(f.Aspect.Weight - weight)); d < distance {
			best, distance = f, d
		}
	}
	return best, distance <= far
}

// read takes a font out of its file, which may be a collection of several: Fyne
// reads single fonts only.
func read(f fontscan.Footprint) (fyne.Resource, error) {
	file, err := os.Open(f.Location.File)
	if err != nil {
		return nil, err // names the file
	}
	defer func() { _ = file.Close() }() // it was only read
	data, err := single(file, int(f.Location.Index))
	if err == nil {
		err = drawable(data)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Location.File, err)
	}
	return fyne.NewStaticResource(fmt.Sprintf("%s-%.0f", f.Family, f.Aspect.Weight), data), nil
}

// single writes one font of a collection as a file of its own.
func single(file opentype.Resource, index int) ([]byte, error) {
	all, err := opentype.NewLoaders(file)
	if err != nil {
		return nil, err
	}
	if index >= len(all) {
		return nil, fmt.Errorf("no font %d in a collection of %d", index, len(all))
	}
	var tables []opentype.Table
	for _, tag := range all[index].Tables() { // sorted, as a font has to be
		content, err := all[index].RawTable(tag)
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", tag, err)
		}
		tables = append(tables, opentype.Table{Tag: tag, Content: content})
	}
	return opentype.WriteTTF(tables), nil
}

// drawable says what keeps a font from being drawn: some systems keep their
// outlines in a way that only they can read.
func drawable(data []byte) error {
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return err
	}
	for _, r := range "A文" {
		glyph, ok := face.NominalGlyph(r)
		outline, drawn := face.GlyphData(glyph).(font.GlyphOutline)
		if !ok || !drawn || len(outline.Segments) == 0 {
			return fmt.Errorf("no outline for %c", r)
		}
	}
	return nil
}

// WithFonts returns t writing in f.
func (t *Theme) WithFonts(f Fonts) *Theme {
	if f.regular == nil {
		return t
	}
	other := *t
	other.Theme = written{Theme: t.Theme, fonts: f}
	return &other
}

// written is a theme in other fonts. There are no slanted characters in
// Chinese and Japanese; symbols and fixed widths stay the theme's.
type written struct {
	fyne.Theme
	fonts Fonts
}

// Font returns the font for a style.
func (w written) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol || s.Monospace:
		return w.Theme.Font(s)
	case s.Bold:
		return w.fonts.bold
	}
	return w.fonts.regular
}
