package control

import "math"

// Scale maps the way along a slider, from 0 to 1, to values and back.
type Scale interface {
	// At is the value at a place, rounded to one that people like.
	At(place float64) float64
	// Place is where a value is.
	Place(value float64) float64
	// Step is the next value that people like, up (1) or down (-1).
	Step(value float64, direction int) float64
}

// Linear is an even scale of whole numbers.
type Linear struct{ Min, Max float64 }

// At is the value at a place.
func (s Linear) At(p float64) float64 { return math.Round(s.Min + unit(p)*(s.Max-s.Min)) }

// Place is where a value is.
func (s Linear) Place(v float64) float64 {
	if s.Max <= s.Min {
		return 0
	}
	return unit((v - s.Min) / (s.Max - s.Min))
}

// Step is the next whole number.
func (s Linear) Step(v float64, d int) float64 { return within(math.Round(v)+float64(d), s.Min, s.Max) }

// Doubling is a scale on which each doubling takes the same way.
type Doubling struct{ Min, Max float64 }

// At is the value at a place: a multiple of an eighth of its power of two.
func (s Doubling) At(p float64) float64 {
	v := s.Min * math.Pow(s.Max/s.Min, unit(p))
	g := s.grain(v)
	return within(math.Round(v/g)*g, s.Min, s.Max)
}

// Place is where a value is.
func (s Doubling) Place(v float64) float64 {
	return unit(math.Log(max(v, s.Min)/s.Min) / math.Log(s.Max/s.Min))
}

// Step is the next multiple.
func (s Doubling) Step(v float64, d int) float64 {
	g := s.grain(v)
	if d < 0 {
		return within(math.Ceil(v/g-1)*g, s.Min, s.Max)
	}
	return within(math.Floor(v/g+1)*g, s.Min, s.Max)
}

func (s Doubling) grain(v float64) float64 {
	return max(1, math.Exp2(math.Floor(math.Log2(v))-3))
}

// Cubic is a scale from 0 that is fine at its low end.
type Cubic struct{ Max float64 }

// At is the value at a place.
func (s Cubic) At(p float64) float64 {
	v := s.Max * math.Pow(unit(p), 3)
	g := s.grain(v)
	return within(math.Round(v/g)*g, 0, s.Max)
}

// Place is where a value is.
func (s Cubic) Place(v float64) float64 { return unit(math.Cbrt(max(v, 0) / s.Max)) }

// Step is the next value: by 0.1 below 10, by 0.5 below 50, then by 1.
func (s Cubic) Step(v float64, d int) float64 {
	g := s.grain(v)
	return within(math.Round((v+float64(d)*g)/g)*g, 0, s.Max)
}

func (s Cubic) grain(v float64) float64 {
	switch {
	case v < 10:
		return 0.1
	case v < 50:
		return 0.5
	}
	return 1
}

func unit(p float64) float64           { return within(p, 0, 1) }
func within(v, lo, hi float64) float64 { return min(max(v, lo), hi) }
