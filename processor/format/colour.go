package format

import (
	"context"
	"encoding/binary"
	"io"
	"math"

	"thumbpool/processor/colour"
	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// ReadColour returns what the samples of the picture of a file of size bytes with
// header h stand for, as [Decode] gives them; sRGB where the file does not say. A
// profile that is damaged, longer than 4 MB or of other samples than the picture
// has counts as none, and so does what else makes no sense: a picture in doubtful
// colours is better than no picture. The error is that of reading r.
func ReadColour(r io.ReaderAt, size int64, h Header) (colour.Source, error) {
	s := &source{ctx: context.Background(), r: r, size: size}
	w := container.NewWindow(s)
	var found colour.Source
	switch h.Format {
	case JPEG:
		found = jpegColour(w, size)
	case PNG:
		found = pngColour(w, size)
	case WebP:
		found = webpColour(w, size)
	case TIFF:
		found = tiffColour(w, size)
	case AVIF, HEIC:
		found = heifColour(w, size)
	case JPEGXL:
		found = jxlColour(s, w)
	case RAW:
		found = rawColour(w, size, h)
	}
	return found, s.err
}

// fromProfile returns the source that a profile describes, if it is of a picture
// of this model. Grays may have a profile of three lights, which they are equal
// parts of.
func fromProfile(profile []byte, model colour.Model) (colour.Source, bool) {
	if profile == nil {
		return colour.Source{}, false
	}
	s, err := colour.FromICC(profile)
	if err != nil || s.Model() != model && (s.Model() != colour.RGB || model != colour.Gray) {
		return colour.Source{}, false
	}
	return s, true
}

// jpegColour takes the profile, or else what EXIF says.
func jpegColour(r io.ReaderAt, size int64) colour.Source {
	models := map[int]colour.Model{1: colour.Gray, 3: colour.RGB, 4: colour.CMYK}
	j := readJPEGColours(r, size)
	model := models[j.components]
	s, ok := fromProfile(j.profile(), model)
	if !ok && model == colour.RGB {
		return exifColour(r, j.exifAt, j.exif)
	}
	return s
}

// exifColour takes what n bytes of EXIF at off say: that it is not sRGB but, by the
// rules for files of cameras, Adobe RGB.
func exifColour(r io.ReaderAt, off, n int64) colour.Source {
	info, err := exif.Read(io.NewSectionReader(r, off, n), n)
	if err == nil && info.ColorSpace == exif.Uncalibrated && info.Interoperability == exif.AdobeRGB {
		return colour.AdobeRGB()
	}
	return colour.Source{}
}

// webpColour takes the profile, which comes before the pixels, or else what EXIF says,
// which comes after them.
func webpColour(r io.ReaderAt, size int64) colour.Source {
	for c, err := range container.RIFF(r, 12, webpEnd(r, size)) {
		if err != nil {
			break
		}
		n := min(c.Len, size-c.Off)
		switch c.ID {
		case "ICCP":
			if c.Len > maxICC || c.Len > n {
				continue
			}
			b, err := piece.Read(r, c.Off, c.Len)
			if err != nil {
				continue
			}
			if s, ok := fromProfile(checkICC(b), colour.RGB); ok {
				return s
			}
		case "EXIF":
			return exifColour(r, c.Off, n)
		}
	}
	return colour.Source{}
}

// pngColour takes what goes before the others: cICP, iCCP, sRGB, and last gAMA
// and cHRM together (PNG third edition, section 4.3).
func pngColour(r io.ReaderAt, size int64) colour.Source {
	head, err := piece.Read(r, 8, 8+13)
	if err != nil {
		return colour.Source{}
	}
	model := colour.RGB
	if head[17]&2 == 0 { // bit of the colour type: there is colour
		model = colour.Gray
	}
	chunks := map[string][]byte{}
	for c, err := range container.PNG(r, size) {
		if err != nil || c.ID == "IDAT" {
			break
		}
		switch c.ID {
		case "cICP", "iCCP", "sRGB", "gAMA", "cHRM":
			if _, twice := chunks[c.ID]; !twice && c.Len <= maxICC && c.Len <= size-c.Off {
				chunks[c.ID], _ = piece.Read(r, c.Off, c.Len) // an error is an empty chunk
			}
		}
	}
	if b := chunks["cICP"]; len(b) == 4 {
		if s, err := colour.FromCICP(colour.CICP{Primaries: b[0], Transfer: b[1], Matrix: b[2], Full: b[3] == 1}); err == nil && b[2] == 0 {
			return s
		}
	}
	if b := chunks["iCCP"]; b != nil {
		s, ok := fromProfile(inflateProfile(b), model)
		if ok && (s.IsSRGB() || s.Model() == model) {
			return s
		}
	}
	if chunks["sRGB"] != nil {
		return colour.Source{}
	}
	return pngGamma(chunks["gAMA"], chunks["cHRM"], model)
}

// pngGamma takes the chunks gAMA and cHRM, which hold numbers in hundred-thousandths
// (PNG third edition, sections 11.3.2.1 and 11.3.2.2). Grays are left as they are:
// ImageMagick, libvips and Pillow, which have written and shown most of those that
// have a gAMA, pass over it.
func pngGamma(gama, chrm []byte, model colour.Model) colour.Source {
	if model == colour.Gray {
		return colour.Source{}
	}
	const one, srgbGamma = 100_000, 45_455
	var curve colour.Curve
	if len(gama) == 4 {
		n := float64(binary.BigEndian.Uint32(gama))
		// What writers of sRGB give, by the standard's own advice, is that curve.
		if n >= one/10 && n <= one*10 && math.Abs(n-srgbGamma) > srgbGamma/100 {
			curve = colour.Gamma(one / n)
		}
	}
	var c colour.Chromaticities
	if len(chrm) == 32 {
		for i, place := range []*float64{&c.White[0], &c.White[1], &c.Red[0], &c.Red[1], &c.Green[0], &c.Green[1], &c.Blue[0], &c.Blue[1]} {
			*place = float64(binary.BigEndian.Uint32(chrm[4*i:])) / one
		}
	}
	curves := [3]colour.Curve{curve, curve, curve}
	s, err := colour.FromChromaticities(c, curves)
	if err != nil {
		s, _ = colour.FromChromaticities(colour.Chromaticities{}, curves) // those of sRGB span colours
	}
	return s
}

// tiffColour takes the profile, or else the fields of TIFF's own (TIFF 6.0,
// section 20).
func tiffColour(r io.ReaderAt, size int64) colour.Source {
	d, err := tiff.ReadPicture(r, size)
	if err != nil {
		return colour.Source{}
	}
	model := colour.RGB
	switch d.Kind() {
	case tiff.Grays, tiff.Negatives:
		model = colour.Gray
	case tiff.Inks:
		model = colour.CMYK
	case tiff.Converted:
		return colour.Source{}
	}
	if s, ok := fromProfile(checkICC(d.Bytes(tiff.TagICCProfile, maxICC)), model); ok || model == colour.CMYK {
		return s
	}
	curves := tiffCurves(d)
	if model == colour.Gray {
		return colour.FromGray(curves[0])
	}
	var c colour.Chromaticities
	if p := d.Rationals(tiff.TagPrimaryChromaticities, 6); len(p) == 6 {
		c = colour.Chromaticities{White: [2]float64{0.3127, 0.3290}, Red: [2]float64(p), Green: [2]float64(p[2:]), Blue: [2]float64(p[4:])}
		if w := d.Rationals(tiff.TagWhitePoint, 2); len(w) == 2 {
			c.White = [2]float64(w)
		}
	}
	s, _ := colour.FromChromaticities(c, curves)
	if s.IsSRGB() { // by its own fields, or because there are none
		return exifColour(r, 0, size)
	}
	return s
}

// tiffCurves reads the field TransferFunction: a table for each sample, or one
// for all.
func tiffCurves(d *tiff.Directory) (curves [3]colour.Curve) {
	const most = 3 << 16
	values := d.Uints(tiff.TagTransferFunction, most)
	n := len(values) / 3
	if n == 0 || n&(n-1) != 0 {
		n = len(values)
	}
	if n < 2 || n&(n-1) != 0 || d.Kind() == tiff.Negatives {
		return curves
	}
	for i := range curves {
		part := values[min(i*n, len(values)-n):][:n]
		lights := make([]uint16, n)
		for j, v := range part {
			lights[j] = uint16(min(v, math.MaxUint16))
		}
		curves[i] = colour.Sampled(lights)
	}
	return curves
}
