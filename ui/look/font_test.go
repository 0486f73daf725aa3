package look

import (
	"bytes"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/fontscan"
)

func TestFamilies(t *testing.T) {
	tests := []struct {
		locale, first string
	}{
		{"en-GB", ""},
		{"de", ""},
		{"ja", "Noto Sans CJK JP"},
		{"ja-JP", "Noto Sans CJK JP"},
		{"zh", "Noto Sans CJK SC"},
		{"zh-CN", "Noto Sans CJK SC"},
		{"zh-TW", "Noto Sans CJK TC"},
		{"zh-HK-Hant", "Noto Sans CJK TC"},
	}
	for _, tt := range tests {
		got := ""
		if f := families(tt.locale); len(f) > 0 {
			got = f[0]
		}
		if got != tt.first {
			t.Errorf("%s: looks for %q first, want %q", tt.locale, got, tt.first)
		}
	}
}

// installed is a font of a system, as a scan finds it.
func installed(file, family string, weight font.Weight, style font.Style) fontscan.Footprint {
	f := fontscan.Footprint{Family: font.NormalizeFamily(family), Aspect: font.Aspect{Style: style, Weight: weight}}
	f.Location.File = file
	return f
}

func TestNearest(t *testing.T) {
	system := []fontscan.Footprint{
		installed("thin", "Sans", 100, font.StyleNormal),
		installed("slanted", "Sans", 400, font.StyleItalic),
		installed("medium", "Sans", 500, font.StyleNormal),
		installed("regular", "Sans", 400, font.StyleNormal),
		installed("variable", "Changing Sans", 100, font.StyleNormal),
	}
	tests := []struct {
		name, family string
		weight       font.Weight
		want         string // the file
	}{
		{"the weight itself", "Sans", font.WeightNormal, "regular"},
		{"spelt in another way", "sans", font.WeightNormal, "regular"},
		{"none is bold", "Sans", font.WeightBold, ""},
		{"starts too thin", "Changing Sans", font.WeightNormal, ""},
		{"not installed", "Serif", font.WeightNormal, ""},
	}
	for _, tt := range tests {
		got, ok := nearest(system, tt.family, tt.weight)
		if ok != (tt.want != "") || (ok && got.Location.File != tt.want) {
			t.Errorf("%s: %q, %v; want %q", tt.name, got.Location.File, ok, tt.want)
		}
	}
}

func TestChooseWhatCannotBeRead(t *testing.T) {
	gone := installed(filepath.Join(t.TempDir(), "gone.ttc"), "Sans", 400, font.StyleNormal)
	f, err := choose([]fontscan.Footprint{gone}, []string{"Sans", "Serif"})
	if err == nil || !strings.Contains(err.Error(), "gone.ttc") || f != (Fonts{}) {
		t.Errorf("%+v, error %v; want one that names the file", f, err)
	}
	if f, err := choose([]fontscan.Footprint{gone}, []string{"Serif"}); err != nil || f != (Fonts{}) {
		t.Errorf("%+v, error %v; want Fyne's own fonts", f, err)
	}
}

// collection puts fonts into one file.
func collection(fonts ...[]byte) []byte {
	file := binary.BigEndian.AppendUint32([]byte("ttcf\x00\x01\x00\x00"), uint32(len(fonts)))
	start := len(file) + 4*len(fonts)
	for _, f := range fonts {
		file = binary.BigEndian.AppendUint32(file, uint32(start))
		start += len(f)
	}
	for _, f := range fonts {
		base := uint32(len(file))
		file = append(file, f...)
		tables := int(binary.BigEndian.Uint16(f[4:]))
		for i := range tables {
			offset := file[int(base)+12+16*i+8:]
			binary.BigEndian.PutUint32(offset, base+binary.BigEndian.Uint32(offset))
		}
	}
	return file
}

func TestSingle(t *testing.T) {
	fonts := [][]byte{theme.DefaultTextFont().Content(), theme.DefaultTextBoldFont().Content()}
	file := bytes.NewReader(collection(fonts...))
	for i, want := range fonts {
		got, err := single(file, i)
		if err != nil {
			t.Fatal(err)
		}
		was, err := opentype.NewLoader(bytes.NewReader(want))
		if err != nil {
			t.Fatal(err)
		}
		is, err := opentype.NewLoader(bytes.NewReader(got))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(is.Tables(), was.Tables()) {
			t.Fatalf("font %d has the tables %v, want %v", i, is.Tables(), was.Tables())
		}
		for _, tag := range was.Tables() {
			a, _ := was.RawTable(tag)
			b, _ := is.RawTable(tag)
			if !bytes.Equal(a, b) {
				t.Errorf("font %d: table %s differs", i, tag)
			}
		}
	}
	if _, err := single(file, 2); err == nil {
		t.Error("took a third font out of two")
	}
	if _, err := single(strings.NewReader("not a font at all"), 0); err == nil {
		t.Error("took a font out of a text")
	}
}

func TestDrawable(t *testing.T) {
	err := drawable(theme.DefaultTextFont().Content())
	if err == nil || !strings.Contains(err.Error(), "文") {
		t.Errorf("Fyne's font: %v; want that 文 is missing", err)
	}
}

func TestSystemFonts(t *testing.T) {
	if f, err := SystemFonts("en-GB"); err != nil || f != (Fonts{}) {
		t.Errorf("English: %+v, %v; want Fyne's own fonts", f, err)
	}
	for _, locale := range []string{"ja-JP", "zh-CN"} {
		t.Run(locale, func(t *testing.T) {
			f, err := SystemFonts(locale)
			if err != nil || f.regular == nil {
				t.Skipf("no fonts here: %v", err)
			}
			for _, r := range []fyne.Resource{f.regular, f.bold} {
				if err := drawable(r.Content()); err != nil {
					t.Errorf("%s: %v", r.Name(), err)
				}
			}
		})
	}
}

func TestWithFonts(t *testing.T) {
	regular, bold := fyne.NewStaticResource("regular", nil), fyne.NewStaticResource("bold", nil)
	plain := New(Dark)
	if got := plain.WithFonts(Fonts{}); got != plain {
		t.Error("no fonts make another theme")
	}
	other := plain.WithFonts(Fonts{regular: regular, bold: bold})
	tests := []struct {
		name  string
		style fyne.TextStyle
		want  fyne.Resource
	}{
		{"plain", fyne.TextStyle{}, regular},
		{"italic", fyne.TextStyle{Italic: true}, regular},
		{"bold", fyne.TextStyle{Bold: true}, bold},
		{"monospace", fyne.TextStyle{Monospace: true}, plain.Font(fyne.TextStyle{Monospace: true})},
		{"symbol", fyne.TextStyle{Symbol: true}, plain.Font(fyne.TextStyle{Symbol: true})},
	}
	for _, tt := range tests {
		if got := other.Font(tt.style); got != tt.want {
			t.Errorf("%s: written in %s, want %s", tt.name, got.Name(), tt.want.Name())
		}
	}
	if other.Color(Text, theme.VariantDark) != plain.Color(Text, theme.VariantDark) || other.Size(theme.SizeNameText) != TextBody {
		t.Error("other fonts change more than fonts")
	}
	if plain.Font(fyne.TextStyle{}) == regular {
		t.Error("WithFonts changed the theme that it was given")
	}
}
