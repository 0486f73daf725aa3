package exif

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// XMPPrefix opens a segment of a JPEG with XMP (XMP specification part 3, section
// 1.1.3).
const XMPPrefix = "http://ns.adobe.com/xap/1.0/\x00"

// MaxXMP is the longest XMP that is looked at, in bytes. A segment of a JPEG has
// room for 65,502.
const MaxXMP = 1 << 20

// tiffSpace is the namespace of what TIFF says too.
const tiffSpace = "http://ns.adobe.com/tiff/1.0/"

// XMPOrientation returns tiff:Orientation, 1 to 8, as an attribute or an element;
// 0 if there is none, or what there is cannot be.
func XMPOrientation(packet []byte) int {
	if len(packet) > MaxXMP || !bytes.Contains(packet, []byte("Orientation")) {
		return 0
	}
	d := xml.NewDecoder(bytes.NewReader(packet))
	d.Strict = false
	inside := false
	for {
		token, err := d.Token()
		if err != nil {
			return 0
		}
		switch token := token.(type) {
		case xml.StartElement:
			for _, a := range token.Attr {
				if isOrientation(a.Name) {
					return orientation(a.Value)
				}
			}
			inside = isOrientation(token.Name)
		case xml.CharData:
			if inside {
				return orientation(string(token))
			}
		case xml.EndElement:
			inside = false
		}
	}
}

func isOrientation(name xml.Name) bool {
	return name.Space == tiffSpace && name.Local == "Orientation"
}

func orientation(text string) int {
	text = strings.TrimSpace(text)
	if len(text) != 1 || text[0] < '1' || text[0] > '8' {
		return 0
	}
	return int(text[0] - '0')
}
