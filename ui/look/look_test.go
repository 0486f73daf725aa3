package look

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// luminance and contrast are those of WCAG 2.1.
func luminance(c color.Color) float64 {
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestTextCanBeRead(t *testing.T) {
	tests := []struct {
		text, on fyne.ThemeColorName
		atLeast  float64
	}{
		{Text, theme.ColorNameBackground, 7},
		{Text, Surface, 7},
		{Text, Field, 7},
		{Secondary, theme.ColorNameBackground, 4.5},
		{Secondary, Surface, 4.5},
		{Secondary, Field, 4.5},
		{OnAccent, Accent, 4.5},
		{OnAccent, AccentHover, 4},
		{Failure, theme.ColorNameBackground, 4},
		{Failure, Field, 4},
		{Faint, Field, 2.5},
		{Accent, Surface, 3},
	}
	for _, a := range []Appearance{Dark, Light} {
		for _, tt := range tests {
			th := New(a)
			if got := contrast(th.Color(tt.text, 0), th.Color(tt.on, 0)); got < tt.atLeast {
				t.Errorf("%s: %s on %s has a contrast of %.2f, want %.1f", a, tt.text, tt.on, got, tt.atLeast)
			}
		}
	}
}

func TestAppearance(t *testing.T) {
	tests := []struct {
		choice  Appearance
		desktop fyne.ThemeVariant
		dark    bool
	}{
		{Follow, theme.VariantDark, true},
		{Follow, theme.VariantLight, false},
		{Dark, theme.VariantLight, true},
		{Light, theme.VariantDark, false},
	}
	for _, tt := range tests {
		if got := New(tt.choice).IsDark(tt.desktop); got != tt.dark {
			t.Errorf("choice %q on a desktop of variant %d is dark: %v", tt.choice, tt.desktop, got)
		}
	}
}
