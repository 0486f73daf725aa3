package model

import (
	"math"
	"time"

	"thumbpool/processor/reason"
)

// Why says why a photo failed or is damaged: in short, and with all that is
// known of it.
func Why(r reason.Reason) (short, whole Text) {
	if r.Key == "" {
		return Text{}, Text{}
	}
	short = Say("reason."+string(r.Key),
		"Bytes", Bytes(r.Bytes), "MostBytes", Bytes(r.Most), "Percent", Percent(float64(r.Percent)/100),
		"Megapixels", megapixels(r.Pixels), "MostMegapixels", megapixels(r.Most), "Pixels", int(r.Pixels), "Most", int(r.Most),
		"Limit", limit(r.Limit), "Status", r.Status, "Format", r.Format)
	if r.Detail == "" {
		return short, short
	}
	return short, Say("reason.detail", "Reason", short, "Detail", sentence(r.Detail))
}

// megapixels writes so many pixels in millions, with a decimal only where it
// matters beside a limit.
func megapixels(pixels int64) any {
	v := float64(pixels) / 1e6
	if v < 1000 && v != math.Trunc(v) {
		return rounded(v, 1)
	}
	return int(math.Round(v))
}

// limit is a time that somebody set, and so is exact.
func limit(d time.Duration) Text {
	if d < time.Second {
		return Exactly(d)
	}
	return span(d)
}
