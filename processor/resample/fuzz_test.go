package resample

import (
	"testing"

	"thumbpool/processor/plane"
)

func FuzzResize(f *testing.F) {
	f.Add(uint64(1), uint16(101), uint16(77), uint16(40), uint16(31), uint16(0), int16(0), int16(0), byte(0))
	f.Add(uint64(2), uint16(20), uint16(15), uint16(40), uint16(30), uint16(200), int16(0), int16(50), byte(255))
	f.Add(uint64(3), uint16(64), uint16(1), uint16(1), uint16(1), uint16(65535), int16(-300), int16(900), byte(100))
	f.Add(uint64(4), uint16(90), uint16(90), uint16(90), uint16(90), uint16(300), int16(0), int16(0), byte(0))
	// The interval reaches beyond the border of a source of a few samples.
	f.Add(uint64(105), uint16(3), uint16(161), uint16(72), uint16(0), uint16(676), int16(194), int16(66), byte('t'))
	var r Resizer
	var dst plane.Plane
	// sigma, from and beyond are in hundredths of a sample.
	f.Fuzz(func(t *testing.T, seed uint64, w, h, dw, dh, sigma uint16, from, beyond int16, own byte) {
		w, h, dw, dh = w%160+1, h%160+1, dw%90+1, dh%90+1
		axis := func(n, dst uint16) Axis {
			return Axis{
				From:  float64(from) / 100,
				To:    float64(n) + float64(beyond)/100,
				Dst:   int(dst),
				Sigma: float64(sigma) / 100,
				Own:   float64(own) / (12 * 255),
			}
		}
		x, y := axis(w, dw), axis(h, dh)
		if !x.valid() || !y.valid() {
			t.Skip()
		}
		src := noise(seed, int(w), int(h))
		r.Resize(&dst, src, x, y)
		// The grid of a wide blur takes only the middle of a window that the
		// border cuts, which shows on sources of a few samples.
		most := 1.0
		if wide(x) || wide(y) {
			most = 1.5
		}
		if d := farthest(dst, direct(src, x, y)); d > most {
			t.Errorf("%d×%d by %+v, %+v: off by %.2f levels", w, h, x, y, d)
		}
	})
}
