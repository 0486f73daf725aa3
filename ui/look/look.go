// Package look holds the appearance of the window in one place: its theme,
// colours and measures in dp. Everything that draws takes them from here.
//
// It is used on the UI thread, except [Theme] itself, which is immutable.
package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"thumbpool/ui/model"
)

// Names of the colours that Fyne's themes do not have.
const (
	Surface     fyne.ThemeColorName = "thumbpool.surface"     // rail, foot and cards
	Hairline    fyne.ThemeColorName = "thumbpool.hairline"    // lines between the parts, tracks
	Dash        fyne.ThemeColorName = "thumbpool.dash"        // outlines of what is not there yet
	Field       fyne.ThemeColorName = "thumbpool.field"       // quiet buttons and entries
	Raised      fyne.ThemeColorName = "thumbpool.raised"      // a field under the pointer
	Text        fyne.ThemeColorName = "thumbpool.text"        // what is read first
	Secondary   fyne.ThemeColorName = "thumbpool.secondary"   // what is read second
	Faint       fyne.ThemeColorName = "thumbpool.faint"       // hints
	Accent      fyne.ThemeColorName = "thumbpool.accent"      // the primary action and progress
	Clear       fyne.ThemeColorName = "thumbpool.clear"       // nothing
	Veil        fyne.ThemeColorName = "thumbpool.veil"        // over the window while something is dragged
	Failure     fyne.ThemeColorName = "thumbpool.failure"     // what went wrong
	AccentHover fyne.ThemeColorName = "thumbpool.accentHover" // the primary action under the pointer
	Picked      fyne.ThemeColorName = "thumbpool.picked"      // behind each of several selected photos
	Band        fyne.ThemeColorName = "thumbpool.band"        // inside the rectangle that selects
	SegmentOn   fyne.ThemeColorName = "thumbpool.segmentOn"   // the chosen part of a switch
	OnAccent    fyne.ThemeColorName = "thumbpool.onAccent"    // text on the accent
	OffAccent   fyne.ThemeColorName = "thumbpool.offAccent"   // the primary action when it cannot be used
	OnOff       fyne.ThemeColorName = "thumbpool.onOff"       // text on it
)

// Measures in dp.
const (
	RailWidth    = 280
	RailPadding  = 20
	GridMargin   = 24 // around the grid
	CellGap      = 16 // between the cells of the grid
	ControlSize  = 32 // height of a control
	PrimarySize  = 40 // height of the primary action
	Radius       = 6  // corners of controls
	PictureRound = 4  // corners of pictures
	TargetRound  = 12 // corners of the drop target

	TextSmall = 11
	TextBody  = 13
	TextLarge = 22
)

// Appearance is the choice between dark and light.
type Appearance = model.Appearance

// The choices. Follow takes what the desktop says.
const (
	Follow = model.Follow
	Dark   = model.Dark
	Light  = model.Light
)

// Theme is the window's theme. Its appearance never changes: a switch sets a
// new theme.
type Theme struct {
	fyne.Theme
	appearance Appearance
}

// New returns the theme for the given appearance.
func New(a Appearance) *Theme { return &Theme{Theme: theme.DefaultTheme(), appearance: a} }

// IsDark says whether t is dark, given what the desktop says.
func (t *Theme) IsDark(desktop fyne.ThemeVariant) bool {
	switch t.appearance {
	case Dark:
		return true
	case Light:
		return false
	}
	return desktop != theme.VariantLight
}

// Color returns the named colour.
func (t *Theme) Color(name fyne.ThemeColorName, desktop fyne.ThemeVariant) color.Color {
	p := &light
	if t.IsDark(desktop) {
		p = &dark
	}
	if c, ok := p.color(name); ok {
		return c
	}
	v := theme.VariantLight
	if p == &dark {
		v = theme.VariantDark
	}
	return t.Theme.Color(name, v)
}

// Size returns the named measure.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case theme.SizeNameText:
		return TextBody
	case theme.SizeNameCaptionText:
		return TextSmall
	case theme.SizeNameHeadingText:
		return TextLarge
	case theme.SizeNameSubHeadingText:
		return TextBody
	case theme.SizeNamePadding:
		return 4
	case theme.SizeNameInnerPadding:
		return 7
	case theme.SizeNameInlineIcon:
		return 16
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius, theme.SizeNameButtonRadius, theme.SizeNameMenuRadius:
		return Radius
	case theme.SizeNamePopupRadius, theme.SizeNameDialogRadius:
		return TargetRound
	case theme.SizeNameScrollBar:
		return 10
	case theme.SizeNameScrollBarSmall:
		return 4
	case theme.SizeNameModalBlurRadius:
		return 0 // the window behind a question stays sharp, and cheap to draw
	}
	return t.Theme.Size(name)
}

// Color is the named colour of the theme in use.
func Color(name fyne.ThemeColorName) color.Color {
	s := fyne.CurrentApp().Settings()
	return s.Theme().Color(name, s.ThemeVariant())
}

// IsDark says whether the theme in use is dark.
func IsDark() bool {
	s := fyne.CurrentApp().Settings()
	if t, ok := s.Theme().(*Theme); ok {
		return t.IsDark(s.ThemeVariant())
	}
	return s.ThemeVariant() != theme.VariantLight
}
