package option

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// Mode says how a thumbnail's size follows from [Look.Size]. None enlarges a
// photo.
type Mode string

// The modes.
const (
	ModeFit    Mode = "fit"    // fits in a square box of that side
	ModeFill   Mode = "fill"   // cropped to a ratio, its longer side that long
	ModeWidth  Mode = "width"  // that wide
	ModeHeight Mode = "height" // that high
)

// Ratio is a shape, width to height.
type Ratio struct{ W, H int }

// MaxRatio is the largest number in a ratio.
const MaxRatio = 100

// ParseRatio reads "3:2".
func ParseRatio(s string) (Ratio, error) {
	w, h, ok := strings.Cut(s, ":")
	width, err1 := strconv.Atoi(w)
	height, err2 := strconv.Atoi(h)
	r := Ratio{W: width, H: height}
	if !ok || err1 != nil || err2 != nil || r.problem() != "" {
		return Ratio{}, fmt.Errorf("%q is no ratio such as 3:2", s)
	}
	return r, nil
}

// String returns the ratio as "3:2".
func (r Ratio) String() string { return fmt.Sprintf("%d:%d", r.W, r.H) }

// MarshalText is [Ratio.String].
func (r Ratio) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText is [ParseRatio].
func (r *Ratio) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRatio(string(text))
	return err
}

// problem says what is wrong about a ratio; empty if nothing is.
func (r Ratio) problem() string {
	if r.W >= 1 && r.W <= MaxRatio && r.H >= 1 && r.H <= MaxRatio {
		return ""
	}
	return fmt.Sprintf("must have numbers between 1 and %d", MaxRatio)
}

// BlurUnit says which pixels [Look.Blur] counts.
type BlurUnit string

// The units of blur.
const (
	BlurOfPhoto     BlurUnit = "photo"     // pixels of the photo before it is reduced
	BlurOfThumbnail BlurUnit = "thumbnail" // pixels of the thumbnail
)

// Format is the file format of the thumbnails.
type Format string

// The formats a user can choose. FormatSame keeps the photo's own format where
// it can be written (JPEG, PNG, GIF, BMP, TIFF) and is JPEG for all others.
const (
	FormatSame Format = "same"
	FormatJPEG Format = "jpeg"
	FormatPNG  Format = "png"
	FormatWebP Format = "webp"
)

// Metadata says what of a photo's metadata a thumbnail carries.
type Metadata string

// The choices for metadata.
const (
	MetadataNone       Metadata = "none"
	MetadataCopy       Metadata = "copy"
	MetadataNoLocation Metadata = "no-location" // all but where the photo was taken
)

// Color is a colour without transparency, of sRGB.
type Color struct{ R, G, B uint8 }

// White is the colour of paper.
var White = Color{255, 255, 255}

// ParseColor reads six hexadecimal digits, red, green and blue, also with a # in
// front, or the words white and black.
func ParseColor(s string) (Color, error) {
	switch s = strings.ToLower(strings.TrimPrefix(strings.TrimSpace(s), "#")); s {
	case "white":
		return White, nil
	case "black":
		return Color{}, nil
	}
	rgb, err := hex.DecodeString(s)
	if err != nil || len(rgb) != 3 {
		return Color{}, fmt.Errorf("%q is no colour such as ffffff, white or black", s)
	}
	return Color{rgb[0], rgb[1], rgb[2]}, nil
}

// String returns the colour as six hexadecimal digits.
func (c Color) String() string { return hex.EncodeToString([]byte{c.R, c.G, c.B}) }

// MarshalText is [Color.String].
func (c Color) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText is [ParseColor].
func (c *Color) UnmarshalText(text []byte) (err error) {
	*c, err = ParseColor(string(text))
	return err
}

// ColorChoice says which colours thumbnails have.
type ColorChoice string

// The choices of colours.
const (
	// ColorSRGB converts the colours of every photo to sRGB.
	ColorSRGB ColorChoice = "srgb"
	// ColorKeep leaves them as they are, with the photo's profile, where the
	// thumbnail's format can carry it, and converts them where it cannot.
	ColorKeep ColorChoice = "keep"
)

// Existing says what happens when a thumbnail of an earlier run stands where a
// new one would go. A file that Thumbpool did not make is never replaced,
// whatever the choice.
type Existing string

// The choices for thumbnails of earlier runs.
const (
	// ExistingReplace makes every thumbnail anew.
	ExistingReplace Existing = "replace"
	// ExistingSkip leaves a thumbnail that is up to date: whole, and made from
	// the same photo, which has not changed, with the same options.
	ExistingSkip Existing = "skip"
	// ExistingRename keeps the earlier one and gives the new one a number.
	ExistingRename Existing = "rename"
)

// Pool says where the photos are worked on.
type Pool string

// The pools that a user can choose.
const (
	// PoolSequential works on one photo after another: the baseline that the
	// others are compared with.
	PoolSequential Pool = "sequential"
	// PoolGoroutines has its workers in this process.
	PoolGoroutines Pool = "goroutines"
	// PoolProcesses has a child process for each worker. A photo that hangs,
	// exhausts memory or crashes its decoder costs itself and one process,
	// which is replaced.
	PoolProcesses Pool = "processes"
)
