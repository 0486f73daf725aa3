// Package heiftest writes HEIF files for tests: the boxes around whatever items
// hold.
package heiftest

import (
	"encoding/binary"
	"slices"
)

// File is a HEIF file to be written.
type File struct {
	Brands  []string // the major one first; avif if there are none
	Primary uint32
	Items   []Item
	// References are from one item to others, by kind.
	References []Reference
}

// Item is one of its items.
type Item struct {
	ID   uint32
	Kind string
	Data []byte
	// Method is how its data is kept: 0 in the file, in two extents, 1 among the
	// tables, and 2 as a part of the item that a reference iloc names, of which
	// Data is as long as it and begins at From.
	Method     int
	From       int
	Properties []Property
	Hidden     bool
}

// Property is a property of an item.
type Property struct {
	Kind      string
	Payload   []byte
	Essential bool
}

// Reference is one entry of the table of references.
type Reference struct {
	Kind string
	From uint32
	To   []uint32
}

// Box returns a box.
func Box(kind string, payload ...[]byte) []byte {
	p := slices.Concat(payload...)
	return slices.Concat(U32(uint32(8+len(p))), []byte(kind), p)
}

// U16 and U32 are numbers as boxes have them.
func U16(v uint16) []byte { return binary.BigEndian.AppendUint16(nil, v) }

// U32 is like U16.
func U32(v ...uint32) []byte {
	var b []byte
	for _, n := range v {
		b = binary.BigEndian.AppendUint32(b, n)
	}
	return b
}

// Size is the property of a picture's size.
func Size(w, h uint32) Property { return Property{Kind: "ispe", Payload: U32(0, w, h)} }

// AV1 is the configuration of a picture of AV1: of 8, 10 or 12 bits, and of the
// chroma of 4:2:0, 4:2:2 or 4:4:4, or without any, 400.
func AV1(depth, chroma int) Property {
	var b byte
	switch depth {
	case 10:
		b |= 1 << 6
	case 12:
		b |= 3 << 5
	}
	switch chroma {
	case 400:
		b |= 1<<4 | 3<<2
	case 420:
		b |= 3 << 2
	case 422:
		b |= 1 << 3
	}
	return Property{Kind: "av1C", Payload: []byte{0x81, 0, b, 0}, Essential: true}
}

// CodePoints is a property of colour.
func CodePoints(primaries, transfer, matrix uint16, full bool) Property {
	b := slices.Concat([]byte("nclx"), U16(primaries), U16(transfer), U16(matrix), []byte{0})
	if full {
		b[len(b)-1] = 0x80
	}
	return Property{Kind: "colr", Payload: b}
}

// Aperture is the property by which a part of a picture is shown: its size, and how
// far its middle is from that of the picture, in halves of a pixel.
func Aperture(w, h uint32, x, y int32) Property {
	return Property{Kind: "clap", Payload: U32(w, 1, h, 1, uint32(x), 2, uint32(y), 2), Essential: true}
}

// Rotation is a number of quarter turns against the clock.
func Rotation(quarters byte) Property {
	return Property{Kind: "irot", Payload: []byte{quarters}, Essential: true}
}

// Mirror exchanges top and bottom, with 0, or left and right, with 1.
func Mirror(axis byte) Property {
	return Property{Kind: "imir", Payload: []byte{axis}, Essential: true}
}

// Alpha says that a picture is the transparency of another.
func Alpha() Property { return Auxiliary("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha") }

// Auxiliary says what a picture is for another.
func Auxiliary(name string) Property {
	return Property{Kind: "auxC", Payload: append(U32(0), name+"\x00"...)}
}

// Profile is an ICC profile.
func Profile(icc []byte) Property {
	return Property{Kind: "colr", Payload: append([]byte("prof"), icc...)}
}

// Grid is the data of a picture of tiles.
func Grid(columns, rows byte, w, h uint16) []byte {
	return slices.Concat([]byte{0, 0, rows - 1, columns - 1}, U16(w), U16(h))
}

// Bytes returns the file.
func (f File) Bytes() []byte {
	brands := f.Brands
	if brands == nil {
		brands = []string{"avif", "mif1", "miaf"}
	}
	head := slices.Concat([]byte(brands[0]), U32(0))
	for _, b := range brands {
		head = append(head, b...)
	}
	ftyp := Box("ftyp", head)
	// The places of data depend on the length of the tables, which places do not
	// change.
	meta := f.meta(0)
	meta = f.meta(len(ftyp) + len(meta) + 8)
	var data []byte
	for _, i := range f.Items {
		if i.Method == 0 {
			data = append(data, i.Data...)
		}
	}
	return slices.Concat(ftyp, meta, Box("mdat", data))
}

// meta returns the tables, for data that begins at an offset.
func (f File) meta(at int) []byte {
	var entries, places, properties, associations, idat, references []byte
	number := 0
	for _, i := range f.Items {
		flags := uint32(2 << 24)
		if i.Hidden {
			flags |= 1
		}
		entries = append(entries, Box("infe", U32(flags), U16(uint16(i.ID)), U16(0), []byte(i.Kind), []byte{0})...)
		extents := [][2]uint32{{uint32(i.From), uint32(len(i.Data))}}
		switch i.Method {
		case 0:
			half := len(i.Data) / 2
			extents = [][2]uint32{{uint32(at), uint32(half)}, {uint32(at + half), uint32(len(i.Data) - half)}}
			if half == 0 {
				extents = extents[1:]
			}
			at += len(i.Data)
		case 1:
			extents[0][0] = uint32(len(idat))
			idat = append(idat, i.Data...)
		}
		places = slices.Concat(places, U16(uint16(i.ID)), U16(uint16(i.Method)), U16(0), U16(uint16(len(extents))))
		for _, e := range extents {
			places = append(places, U32(e[0], e[1])...)
		}
		associations = slices.Concat(associations, U16(uint16(i.ID)), []byte{byte(len(i.Properties))})
		for _, p := range i.Properties {
			properties = append(properties, Box(p.Kind, p.Payload)...)
			number++
			of := uint16(number)
			if p.Essential {
				of |= 1 << 15
			}
			associations = append(associations, U16(of)...)
		}
	}
	for _, r := range f.References {
		b := slices.Concat(U16(uint16(r.From)), U16(uint16(len(r.To))))
		for _, to := range r.To {
			b = append(b, U16(uint16(to))...)
		}
		references = append(references, Box(r.Kind, b)...)
	}
	n := uint32(len(f.Items))
	return Box("meta", U32(0),
		Box("hdlr", U32(0, 0), []byte("pict"), make([]byte, 13)),
		Box("pitm", U32(0), U16(uint16(f.Primary))),
		Box("iinf", U32(0), U16(uint16(n)), entries),
		Box("iloc", U32(1<<24), U16(0x4400), U16(uint16(n)), places),
		Box("iref", U32(0), references),
		Box("iprp", Box("ipco", properties), Box("ipma", U32(1), U32(n), associations)),
		Box("idat", idat))
}
