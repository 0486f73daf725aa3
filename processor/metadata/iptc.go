package metadata

import (
	"encoding/binary"
	"slices"
)

// The records of the Information Interchange Model (IPTC IIM 4.2) that are carried:
// the envelope's version and character set, and the application record.
const (
	envelope    = 1
	application = 2
)

// placeSets are the datasets of the application record that say where: the content's
// location as a code and by name, city, sublocation, province, and country.
var placeSets = []byte{26, 27, 90, 92, 95, 100, 101}

// rebuildIPTC returns the datasets that are carried; nil if there are none, or if
// the block is broken.
func rebuildIPTC(b []byte, c Change) []byte {
	var out []byte
	content := false
	for len(b) > 0 && b[0] == 0x1C {
		if len(b) < 5 {
			return nil
		}
		record, set, n := b[1], b[2], int(binary.BigEndian.Uint16(b[3:]))
		if n > 0x7FFF || n > len(b)-5 { // an extended one is longer than anything that is carried
			return nil
		}
		if isCarried(record, set, c) && len(out)+5+n <= maxIPTC {
			out = append(out, b[:5+n]...)
			content = content || record == application && set != 0
		}
		b = b[5+n:]
	}
	if slices.ContainsFunc(b, func(v byte) bool { return v != 0 }) || !content { // zeros fill it up
		return nil
	}
	return out
}

func isCarried(record, set byte, c Change) bool {
	switch record {
	case envelope:
		return set == 0 || set == 90
	case application: // from 200 on it holds a picture
		return set < 200 && (c.Location || !slices.Contains(placeSets, set))
	}
	return false
}
