package rawtest

import (
	"encoding/binary"
	"slices"
)

// box is a box of ISO base media.
func box(kind string, content ...[]byte) []byte {
	body := slices.Concat(content...)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), []byte(kind), body)
}

// numbers are numbers of four bytes, the high one first.
func numbers(v ...uint32) (b []byte) {
	for _, v := range v {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// cr3: the first track is the JPEG in full size, the second what the sensor saw; a
// middle one lies in a box of its own, and is the largest of what films and pictures
// with more than eight bits have.
func cr3(middle bool) func(large, small []byte, orientation uint16) []byte {
	return func(large, small []byte, orientation uint16) []byte {
		exif := begin(little, "II*\x00", "")
		cmt1 := exif.root(exif.directory(0, text(maker, "Canon"), text(model, "Canon EOS R5"), short(orientationTag, orientation)))
		thumb := box("THMB", numbers(0, 160<<16|120, uint32(len(small)), 0x10000), small)
		canon := box("uuid", []byte("\x85\xC0\xB6\x87\x82\x0F\x11\xE0\x81\x11\xF4\xCE\x46\x2B\x6A\x48"),
			box("CNCV", []byte("CanonCR3_001/00.09.00/00.00.00")), box("CMT1", cmt1), thumb)
		track := func(codec string, at uint64, n int) []byte {
			entry := box("CRAW", make([]byte, 6), []byte{0, 1}, make([]byte, 74), box(codec, numbers(0)))
			table := box("stbl", box("stsd", numbers(0, 1), entry), box("stts", numbers(0, 1, 1, 1)), box("stsc", numbers(0, 1, 1, 1, 1)), box("stsz", numbers(0, uint32(n), 1)),
				box("co64", numbers(0, 1, uint32(at>>32), uint32(at))))
			handler := box("hdlr", numbers(0, 0), []byte("vide"), make([]byte, 13))
			return box("trak", box("tkhd", make([]byte, 84)), box("mdia", handler, box("minf", table)))
		}
		preview := large
		if !middle {
			preview = small
		}
		prvw := box("uuid", []byte("\xEA\xF4\x2B\x5E\x1C\x98\x4B\x88\xB9\xFB\xB7\xDC\x40\x6E\x4D\x16"), numbers(0, 1),
			box("PRVW", numbers(0, 1<<16|1620, 1080<<16|1, uint32(len(preview))), preview))
		sensor := Sensor(3 * len(large))
		full := large
		if middle {
			full = sensor
		}
		var file []byte
		data := uint64(0) // where it begins, known in the second round
		for range 2 {
			moov := box("moov", canon, box("mvhd", make([]byte, 100)), track("JPEG", data, len(full)), track("CMP1", data+uint64(len(full)), len(sensor)))
			file = slices.Concat(box("ftyp", []byte("crx \x00\x00\x00\x01crx isom")), moov, prvw)
			data = uint64(len(file)) + 16
		}
		n := uint64(16 + len(full) + len(sensor))
		return slices.Concat(file, numbers(1), []byte("mdat"), numbers(uint32(n>>32), uint32(n)), full, sensor)
	}
}

// raf: the place of the JPEG stands in the header.
func raf(large, _ []byte, _ uint16) []byte {
	head := make([]byte, 0x94)
	copy(head, "FUJIFILMCCD-RAW 0201FF383101X-T3")
	copy(head[0x3C:], "0100")
	binary.BigEndian.PutUint32(head[0x54:], uint32(len(head)))
	binary.BigEndian.PutUint32(head[0x58:], uint32(len(large)))
	return slices.Concat(head, large, make([]byte, 2*len(large)))
}

// x3f: a list of sections at the end; pictures have a head of their own. How far it
// is to be turned stands in the header.
func x3f(large, small []byte, orientation uint16) []byte {
	degrees := map[uint16]uint32{1: 0, 3: 180, 6: 90, 8: 270}[orientation]
	b := []byte("FOVb\x00\x00\x02\x00") // version 2.0
	b = append(b, make([]byte, 20)...)
	for _, v := range []uint32{2640, 1760, degrees} {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	var list []byte
	section := func(kind string, format uint32, p []byte) {
		list = binary.LittleEndian.AppendUint32(list, uint32(len(b)))
		list = binary.LittleEndian.AppendUint32(list, uint32(28+len(p)))
		list = append(list, kind...)
		b = append(b, "SECi\x00\x00\x02\x00\x02\x00\x00\x00"...)
		for _, v := range []uint32{format, 0, 0, 0} {
			b = binary.LittleEndian.AppendUint32(b, v)
		}
		b = append(b, p...)
	}
	section("IMAG", 18, small)
	section("IMA2", 18, large)
	section("IMAG", 3, slices.Concat(grown(large), make([]byte, 100)))
	at := uint32(len(b))
	b = append(b, "SECd\x00\x00\x02\x00"...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(list)/12))
	return binary.LittleEndian.AppendUint32(append(b, list...), at)
}

// crw: a heap with a list at its end, in which other heaps lie.
func crw(large, small []byte, orientation uint16) []byte {
	degrees := map[uint16]uint32{1: 0, 3: 180, 6: 90, 8: 270}[orientation]
	info := make([]byte, 12, 28)
	info = append(binary.LittleEndian.AppendUint32(info, degrees), make([]byte, 12)...)
	properties := heap(item{0x1810, info})
	return append([]byte("II\x1A\x00\x00\x00HEAPCCDR\x02\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
		heap(item{0x2005, make([]byte, 2*len(large))}, item{0x2008, small}, item{0x2007, large}, item{0x300A, properties})...)
}

// item is what lies in a heap.
type item struct {
	tag  uint16
	data []byte
}

func heap(items ...item) []byte {
	var b []byte
	list := binary.LittleEndian.AppendUint16(nil, uint16(len(items)))
	for _, i := range items {
		list = binary.LittleEndian.AppendUint16(list, i.tag)
		list = binary.LittleEndian.AppendUint32(list, uint32(len(i.data)))
		list = binary.LittleEndian.AppendUint32(list, uint32(len(b)))
		b = append(b, i.data...)
	}
	return binary.LittleEndian.AppendUint32(append(b, list...), uint32(len(b)))
}
