package colour

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// writeProfile writes an ICC profile of version 4 for three lights with curves.
// It is exact for samples of 8 bits: the curves have a point for each.
func writeProfile(toXYZ matrix, l lights) []byte {
	w := profileWriter{}
	w.texts("RGB")
	for j, name := range []string{"r", "g", "b"} {
		w.tag(name+"XYZ", xyzTag([3]float64{toXYZ[0][j], toXYZ[1][j], toXYZ[2][j]}))
		w.tag(name+"TRC", curveTag(l[j]))
	}
	return w.file("RGB ")
}

// writeGray is as writeProfile, for one light.
func writeGray(light *[256]float64) []byte {
	w := profileWriter{}
	w.texts("Gray")
	w.tag("kTRC", curveTag(light))
	return w.file("GRAY")
}

// profileWriter gathers the tags of a profile (ICC.1:2022, section 7).
type profileWriter struct {
	names  []string
	values [][]byte
}

func (w *profileWriter) tag(name string, value []byte) {
	w.names, w.values = append(w.names, name), append(w.values, value)
}

// texts adds what every profile has (section 8.2).
func (w *profileWriter) texts(name string) {
	w.tag("desc", textTag(name+" as the photo has it"))
	w.tag("cprt", textTag("No copyright, use freely"))
	w.tag("wtpt", xyzTag(d50()))
}

// file returns the profile of a monitor with samples in space. Of equal values
// there is one.
func (w *profileWriter) file(space string) []byte {
	const headLen, entryLen = 128, 12
	p := make([]byte, headLen, 2048)
	p[8], p[9] = 4, 0x40 // version 4.4
	copy(p[12:], "mntr")
	copy(p[16:], space)
	copy(p[20:], "XYZ ")
	copy(p[24:], "\x07\xE8\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00") // 2024-01-01
	copy(p[36:], "acsp")
	copy(p[68:], xyzTag(d50())[8:])
	p = binary.BigEndian.AppendUint32(p, uint32(len(w.names)))
	at := len(p) + entryLen*len(w.names)
	var data []byte
	places := map[string]int{}
	for i, name := range w.names {
		value := w.values[i]
		place, there := places[string(value)]
		if !there {
			place = at + len(data)
			places[string(value)] = place
			data = append(data, value...)
			data = append(data, make([]byte, -len(data)&3)...)
		}
		p = append(p, name...)
		p = binary.BigEndian.AppendUint32(p, uint32(place))
		p = binary.BigEndian.AppendUint32(p, uint32(len(value)))
	}
	p = append(p, data...)
	binary.BigEndian.PutUint32(p, uint32(len(p)))
	return p
}

// xyzTag is an XYZType (section 10.31).
func xyzTag(v [3]float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, x := range v {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(x*65536))))
	}
	return b
}

// curveTag is a curveType (section 10.6).
func curveTag(lights *[256]float64) []byte {
	b := []byte("curv\x00\x00\x00\x00\x00\x00\x01\x00")
	for _, v := range lights {
		b = binary.BigEndian.AppendUint16(b, uint16(math.Round(min(v, 1)*65535)))
	}
	return b
}

// textTag is a multiLocalizedUnicodeType with one text (section 10.15).
func textTag(text string) []byte {
	const recordLen, at = 12, 28
	units := utf16.Encode([]rune(text))
	b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0CenUS")
	b = binary.BigEndian.AppendUint32(b, uint32(2*len(units)))
	b = binary.BigEndian.AppendUint32(b, at)
	for _, u := range units {
		b = binary.BigEndian.AppendUint16(b, u)
	}
	return b
}
