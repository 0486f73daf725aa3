package model

import (
	"math"
	"time"
)

// Decimal is a number among the values of a [Text] that is written with a fixed
// number of digits after the decimal sign. Whole numbers are ints.
type Decimal struct {
	Value  float64
	Places int
}

// rounded is v with places digits after the decimal sign.
func rounded(v float64, places int) Decimal {
	p := math.Pow10(places)
	return Decimal{math.Round(v*p) / p, places}
}

// upToTen is v with one digit after the decimal sign while that means something.
func upToTen(v float64) any {
	if v < 9.95 {
		return rounded(v, 1)
	}
	return int(math.Round(v))
}

// Rate is so many photos a second.
func Rate(v float64) Text { return Say("foot.rate", "Rate", upToTen(v)) }

// Times is a speed-up, without digits that mean nothing: "1.9×", "12×".
func Times(v float64) Text { return Say("unit.times", "N", upToTen(v)) }

// Percent is a share of 1: "30 %".
func Percent(share float64) Text { return Say("unit.percent", "N", int(math.Round(share*100))) }

// Bytes is a length: "1.9 GB".
func Bytes(n int64) Text {
	n = max(n, 0)
	if n < 1000 {
		return Count("unit.bytes", int(n))
	}
	v := float64(n) / 1000
	for _, unit := range []string{"unit.kB", "unit.MB", "unit.GB"} {
		if v < 999.5 {
			return Say(unit, "N", upToTen(v))
		}
		v /= 1000
	}
	return Say("unit.TB", "N", upToTen(v))
}

// Took is how long something took: "2.9 s", "1 min 12 s", "1 h 5 min".
func Took(d time.Duration) Text {
	switch {
	case d < 50*time.Millisecond:
		return Say("unit.less", "Figure", Say("unit.s", "N", Decimal{0.1, 1}))
	case d < 9950*time.Millisecond:
		return Say("unit.s", "N", rounded(d.Seconds(), 1))
	}
	return span(d.Round(time.Second))
}

// Exactly is a short time with the digits that mean something: "0.4 ms",
// "120 ms", "1.25 s", "12.5 s".
func Exactly(d time.Duration) Text {
	ms, s := d.Seconds()*1000, d.Seconds()
	switch {
	case ms < 999.5:
		return Say("unit.ms", "N", upToTen(ms))
	case s < 9.995:
		return Say("unit.s", "N", rounded(s, 2))
	case s < 99.95:
		return Say("unit.s", "N", rounded(s, 1))
	}
	return span(d.Round(time.Second))
}

// remaining is how long something will take, no more exactly than is known.
func remaining(d time.Duration) Text {
	switch {
	case d > 10*time.Minute:
		d = d.Round(time.Minute)
	case d > time.Minute:
		d = d.Round(10 * time.Second)
	default:
		d = time.Duration(math.Ceil(d.Seconds())) * time.Second
	}
	return span(max(d, time.Second))
}

// span is a time in its largest unit and, where there is a rest, the next one.
func span(d time.Duration) Text {
	h, m, s := int(d.Hours()), int(d.Minutes())%60, int(d.Seconds())%60
	large, small := Say("unit.min", "N", m), Text{}
	switch {
	case h > 0:
		large = Say("unit.h", "N", h)
		if m > 0 {
			small = Say("unit.min", "N", m)
		}
	case m == 0:
		large = Say("unit.s", "N", s)
	case s > 0:
		small = Say("unit.s", "N", s)
	}
	if small.None() {
		return large
	}
	return Say("unit.two", "Large", large, "Small", small)
}

// widest is t with figures as wide as they can become: of as many digits, and
// of two at least.
func (t Text) widest() Text {
	if t.Args == nil {
		return t
	}
	args := make(map[string]any, len(t.Args))
	for name, v := range t.Args {
		switch v := v.(type) {
		case int:
			args[name] = eights(float64(v))
		case Decimal:
			args[name] = Decimal{float64(eights(v.Value)), v.Places}
		case Text:
			args[name] = v.widest()
		default:
			args[name] = v
		}
	}
	t.Args = args
	return t
}

// eights is the number of eights with as many digits as v has before its
// decimal sign, and two at least.
func eights(v float64) int {
	n := 88
	for limit := 100.0; v >= limit; limit *= 10 {
		n = n*10 + 8
	}
	return n
}
