package jpeg

import (
	"image"
	"math"

	"thumbpool/processor/plane"
)

// stdPlanes returns the planes of a picture decoded by image/jpeg.
func stdPlanes(img image.Image) []plane.Plane {
	switch m := img.(type) {
	case *image.Gray:
		return []plane.Plane{{Pix: m.Pix, Stride: m.Stride, W: m.Rect.Dx(), H: m.Rect.Dy()}}
	case *image.YCbCr:
		w, h := m.Rect.Dx(), m.Rect.Dy()
		cw, ch := w, h
		switch m.SubsampleRatio {
		case image.YCbCrSubsampleRatio420:
			cw, ch = ceilDiv(w, 2), ceilDiv(h, 2)
		case image.YCbCrSubsampleRatio422:
			cw = ceilDiv(w, 2)
		case image.YCbCrSubsampleRatio440:
			ch = ceilDiv(h, 2)
		case image.YCbCrSubsampleRatio411:
			cw = ceilDiv(w, 4)
		case image.YCbCrSubsampleRatio410:
			cw, ch = ceilDiv(w, 4), ceilDiv(h, 2)
		}
		return []plane.Plane{
			{Pix: m.Y, Stride: m.YStride, W: w, H: h},
			{Pix: m.Cb, Stride: m.CStride, W: cw, H: ch},
			{Pix: m.Cr, Stride: m.CStride, W: cw, H: ch},
		}
	}
	return nil
}

// maxDifference returns the largest difference between samples, or 256 if the
// planes differ in size.
func maxDifference(a, b plane.Plane) int {
	if a.W != b.W || a.H != b.H {
		return 256
	}
	worst := 0
	for y := range a.H {
		p, q := a.Row(y), b.Row(y)
		for x := range p {
			worst = max(worst, int(p[x])-int(q[x]), int(q[x])-int(p[x]))
		}
	}
	return worst
}

// psnr returns the peak signal-to-noise ratio in dB.
func psnr(a, b plane.Plane) float64 {
	if a.W != b.W || a.H != b.H {
		return 0
	}
	sum := 0.0
	for y := range a.H {
		p, q := a.Row(y), b.Row(y)
		for x := range p {
			d := float64(p[x]) - float64(q[x])
			sum += d * d
		}
	}
	return 10 * math.Log10(255*255*float64(a.W*a.H)/(sum+1e-9))
}

// boxReduce reduces a plane by a denominator to the mean of each box, which is
// cut off at the edges.
func boxReduce(p plane.Plane, by int) plane.Plane {
	var r plane.Plane
	r.Resize(ceilDiv(p.W, by), ceilDiv(p.H, by))
	for y := range r.H {
		row := r.Row(y)
		for x := range row {
			sum, n := 0, 0
			for j := y * by; j < min((y+1)*by, p.H); j++ {
				for _, v := range p.Row(j)[x*by : min((x+1)*by, p.W)] {
					sum += int(v)
					n++
				}
			}
			row[x] = byte((sum + n/2) / n)
		}
	}
	return r
}
