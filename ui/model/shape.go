package model

import (
	"slices"
	"strings"

	"thumbpool/processor"
	"thumbpool/processor/option"
)

// Shape is how a thumbnail's size follows from the number beside it.
type Shape struct {
	Mode  option.Mode
	Ratio option.Ratio // with ModeFill
}

// Shapes are the ones to choose from; any other ratio can be typed.
func Shapes() []Shape {
	shapes := []Shape{{Mode: option.ModeFit}}
	for _, r := range []option.Ratio{{W: 1, H: 1}, {W: 3, H: 2}, {W: 4, H: 3}, {W: 16, H: 9}, {W: 2, H: 3}, {W: 3, H: 4}, {W: 9, H: 16}} {
		shapes = append(shapes, Shape{option.ModeFill, r})
	}
	return append(shapes, Shape{Mode: option.ModeWidth}, Shape{Mode: option.ModeHeight})
}

// ShapeOf is the shape in o.
func ShapeOf(o processor.Options) Shape {
	s := Shape{Mode: o.Mode}
	if s.Mode == option.ModeFill {
		s.Ratio = o.Ratio
	}
	return s
}

// Apply returns o with the shape. A ratio that is not used stays for later.
func (s Shape) Apply(o processor.Options) processor.Options {
	o.Mode = s.Mode
	if s.Mode == option.ModeFill {
		o.Ratio = s.Ratio
	}
	return o
}

// Listed says whether the shape is one of [Shapes].
func (s Shape) Listed() bool { return slices.Contains(Shapes(), s) }

// Short names the shape beside the number.
func (s Shape) Short() Text { return Say("shape."+string(s.Mode), "Ratio", s.Ratio.String()) }

// Long names the shape in a menu.
func (s Shape) Long() Text {
	if s.Ratio == (option.Ratio{W: 1, H: 1}) {
		return Say("shape.square")
	}
	return Say("shape."+string(s.Mode)+"Long", "Ratio", s.Ratio.String())
}

// Hint says what the number is the size of.
func (s Shape) Hint() Text { return Say("hint.size."+string(s.Mode), "Ratio", s.Ratio.String()) }

// BlurUnits are the pixels that a blur can count.
func BlurUnits() []option.BlurUnit {
	return []option.BlurUnit{option.BlurOfPhoto, option.BlurOfThumbnail}
}

// BlurUnitText names the pixels that a blur counts.
func BlurUnitText(u option.BlurUnit) Text { return Say("blur." + string(u)) }

// BlurHint says what the number of a blur means.
func BlurHint(u option.BlurUnit) Text { return Say("hint.blur." + string(u)) }

// ParseShape reads a ratio that is typed. It takes spaces, and the signs that
// people write between its numbers; false when it is no ratio.
func ParseShape(typed string) (Shape, bool) {
	plain := strings.NewReplacer(" ", "", "/", ":", "×", ":", "x", ":", "：", ":").Replace(typed)
	ratio, err := option.ParseRatio(plain)
	return Shape{option.ModeFill, ratio}, err == nil
}
