package tiff_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
)

// jpegInTIFF has one JPEG of the whole picture, its tables apart. Its samples
// are gray as Y, Cb and Cr, whatever the TIFF calls them.
func jpegInTIFF(name string, photometric, samples uint32, want func(x, y int) color.Color) variant {
	whole := encoded(samples == 3, 0, height)
	sof := bytes.Index(whole, []byte{0xFF, 0xC0})
	tables := append(append([]byte{}, whole[:sof]...), 0xFF, 0xD9) // the encoder's quantisation tables
	abbreviated := append([]byte{0xFF, 0xD8}, whole[sof:]...)
	depths := short(258)
	for range samples {
		depths.values = append(depths.values, 8)
	}
	file := build(binary.LittleEndian, []field{
		short(256, width), short(257, height), depths, short(259, 7), short(262, photometric), short(277, samples), raw(347, tables),
	}, 273, 279, abbreviated)
	return variant{name: name, file: file, want: want, tolerance: 4}
}

// oddStrips has a JPEG of its own for every five rows, so that the chroma of two
// of them would share a sample of the picture's.
func oddStrips() variant {
	var strips [][]byte
	for y := 0; y < height; y += 5 {
		strips = append(strips, encoded(true, y, min(y+5, height)))
	}
	file := build(binary.LittleEndian, []field{
		short(256, width), short(257, height), short(258, 8, 8, 8), short(259, 7), short(262, 6), short(277, 3), short(278, 5),
	}, 273, 279, strips...)
	return variant{name: "JPEG, strips of an odd height", file: file, want: grayAt, tolerance: 4}
}

// parts are what a JPEG is made of.
type parts struct {
	tables  []byte   // segments of tables, for quantisation and codes
	quant   [][]byte // the tables of quantisation, 64 bytes each
	codes   [][]byte // the tables of codes: DC and AC of luma, then of chroma
	frame   []byte   // segment
	scan    []byte   // segment
	entropy []byte
}

// takeApart takes a JPEG apart that image/jpeg wrote.
func takeApart(b []byte) (p parts) {
	for at := 2; ; {
		marker, n := b[at+1], 2+int(binary.BigEndian.Uint16(b[at+2:]))
		segment, payload := b[at:at+n], b[at+4:at+n]
		at += n
		switch marker {
		case 0xDB:
			p.tables = append(p.tables, segment...)
			for ; len(payload) > 0; payload = payload[65:] {
				p.quant = append(p.quant, payload[1:65])
			}
		case 0xC4:
			p.tables = append(p.tables, segment...)
			for len(payload) > 0 {
				n := 17
				for _, v := range payload[1:17] {
					n += int(v)
				}
				p.codes = append(p.codes, payload[1:n])
				payload = payload[n:]
			}
		case 0xC0:
			p.frame = segment
		case 0xDA:
			p.scan, p.entropy = segment, b[at:len(b)-2]
			return p
		}
	}
}

// encoded is the picture in gray, or in luma and gray chroma, from row y0 to y1.
func encoded(colours bool, y0, y1 int) []byte {
	var img image.Image = image.NewGray(image.Rect(0, 0, width, y1-y0))
	if colours {
		img = image.NewRGBA(img.Bounds())
	}
	for y := y0; y < y1; y++ {
		for x := range width {
			g := sample(x, y, 0)
			switch m := img.(type) {
			case *image.Gray:
				m.SetGray(x, y-y0, color.Gray{g})
			case *image.RGBA:
				m.SetRGBA(x, y-y0, color.RGBA{g, g, g, 255})
			}
		}
	}
	var b bytes.Buffer
	_ = jpeg.Encode(&b, img, &jpeg.Options{Quality: 100})
	return b.Bytes()
}

// oldJPEGs writes the picture in JPEG of the old style, as writers have understood
// it. The data of each stands behind the head of the file, from its byte 8 on.
func oldJPEGs() []variant {
	const soi, eoi = "\xFF\xD8", "\xFF\xD9"
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	whole := encoded(true, 0, height)
	p := takeApart(whole)
	old := func(name string, photometric uint32, samples int, data []byte, fields ...field) variant {
		depths := short(258)
		for range samples {
			depths.values = append(depths.values, 8)
		}
		fields = append(fields, short(256, width), short(257, height), depths, short(259, 6), short(262, photometric), short(277, uint32(samples)))
		return variant{name: "old JPEG, " + name, file: build(binary.LittleEndian, fields, 1, 2, data), want: grayAt, tolerance: 4}
	}
	at := func(n int) uint32 { return uint32(8 + n) }
	strip := func(from, n int) []field { return []field{long(273, at(from)), long(279, uint32(n))} }
	with := func(f []field, more ...field) []field { return append(f, more...) }

	head := join([]byte(soi), p.tables, p.frame, p.scan)
	tables := join([]byte(soi), p.tables, []byte(eoi))

	// Tables in fields of their own, then the scan.
	apart := join(p.quant[0], p.quant[1], p.codes[0], p.codes[1], p.codes[2], p.codes[3])
	q0, q1 := at(0), at(64)
	dc0 := at(128)
	ac0 := dc0 + uint32(len(p.codes[0]))
	dc1 := ac0 + uint32(len(p.codes[1]))
	ac1 := dc1 + uint32(len(p.codes[2]))
	fields := []field{long(519, q0, q1, q1), long(520, dc0, dc1, dc1), long(521, ac0, ac1, ac1), short(512, 1)}

	// In two strips of 8 and 4 rows.
	first, second := takeApart(encoded(false, 0, 8)), takeApart(encoded(false, 8, height))
	apartGray := join(first.quant[0], first.codes[0], first.codes[1])
	inGray := []field{long(519, at(0)), long(520, at(64)), long(521, at(64+len(first.codes[0]))), short(278, 8)}
	twoStrips := func(a, b int) []field {
		return []field{long(273, at(len(apartGray)), at(len(apartGray)+a)), long(279, uint32(a), uint32(b))}
	}
	marked := join(first.entropy, []byte("\xFF\xD0"))

	return []variant{
		old("whole", 6, 3, whole, with(strip(0, len(whole)), long(513, 8), long(514, uint32(len(whole))))...),
		old("whole, no strips", 6, 3, whole, long(513, 8), long(514, uint32(len(whole)))),
		old("whole, no length", 6, 3, whole, long(513, 8)),
		old("whole in its strip", 6, 3, whole, strip(0, len(whole))...),
		old("whole, said to be RGB", 2, 3, whole, strip(0, len(whole))...),
		old("head apart", 6, 3, join(head, p.entropy), with(strip(len(head), len(p.entropy)), long(513, 8), long(514, uint32(len(head))))...),
		old("tables in a JPEG", 6, 3, join(tables, p.entropy), with(strip(len(tables), len(p.entropy)), long(513, 8), long(514, uint32(len(tables))), short(530, 2, 2))...),
		old("tables in fields", 6, 3, join(apart, p.entropy), with(strip(len(apart), len(p.entropy)), fields...)...),
		old("tables in fields, gray, two strips", 1, 1, join(apartGray, first.entropy, second.entropy), with(twoStrips(len(first.entropy), len(second.entropy)), inGray...)...),
		old("tables in fields, gray, two strips, marks", 1, 1, join(apartGray, marked, second.entropy), with(twoStrips(len(marked), len(second.entropy)), inGray...)...),
		old("tables in fields, gray, two strips, restart interval", 1, 1, join(apartGray, first.entropy, second.entropy), with(with(twoStrips(len(first.entropy), len(second.entropy)), inGray...), short(515, 3))...),
	}
}
