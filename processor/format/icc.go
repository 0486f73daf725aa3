package format

import (
	"bytes"
	"context"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/piece"
	"thumbpool/processor/format/tiff"
)

// maxICC is the most bytes of colour profile that ReadICC returns. Those of
// printing presses are the largest in use, with up to 3 MB.
const maxICC = 4 << 20

// ReadICC returns the ICC colour profile of a file of size bytes whose content
// is of format f, or nil if it has none. A profile that is damaged or longer
// than 4 MB counts as none: a picture without its profile is better than no
// picture. The error is that of reading r. The profile fits the pixels as
// stored: one for CMYK (bytes 16 to 20) is of no use to an RGB thumbnail.
func ReadICC(r io.ReaderAt, size int64, f Format) ([]byte, error) {
	s := &source{ctx: context.Background(), r: r, size: size}
	w := container.NewWindow(s)
	var profile []byte
	switch f {
	case JPEG:
		profile = jpegICC(w, size)
	case PNG:
		profile = pngICC(w, size)
	case WebP:
		profile = webpICC(w, size)
	case TIFF:
		if d, err := tiff.ReadPicture(w, size); err == nil {
			profile = d.Bytes(tiff.TagICCProfile, maxICC)
		}
	}
	if s.err != nil || !isICC(profile) {
		return nil, s.err
	}
	return profile, nil
}

// isICC checks the signature at byte 36 of a profile's header (ICC.1, 7.2.9).
func isICC(profile []byte) bool {
	return len(profile) >= 128 && string(profile[36:40]) == "acsp"
}

// jpegICC gathers the APP2 segments that a profile is cut into (ICC.1, B.4).
// Each carries its number, from 1, and how many there are.
func jpegICC(r io.ReaderAt, size int64) []byte {
	const prefix = "ICC_PROFILE\x00"
	const headLen = int64(len(prefix) + 2)
	var parts [256][]byte
	count, total := 0, 0
	for s, err := range container.JPEG(r, size) {
		if err != nil {
			return nil
		}
		if s.Marker != container.APP2 || s.Len < headLen {
			continue
		}
		b, err := piece.Read(r, s.Off, s.Len)
		if err != nil {
			return nil
		}
		if !bytes.HasPrefix(b, []byte(prefix)) {
			continue
		}
		number := b[len(prefix)]
		count = int(b[len(prefix)+1])
		if total += len(b); total > maxICC {
			return nil
		}
		parts[number] = b[headLen:]
	}
	if total == 0 {
		return nil
	}
	for _, part := range parts[1 : count+1] {
		if part == nil {
			return nil
		}
	}
	return bytes.Join(parts[1:count+1], nil)
}

// pngICC inflates the iCCP chunk, which begins with the profile's name.
func pngICC(r io.ReaderAt, size int64) []byte {
	for c, err := range container.PNG(r, size) {
		switch {
		case err != nil:
			return nil
		case c.ID == "IDAT":
			return nil
		case c.ID != "iCCP" || c.Len > maxICC || c.Len > size-c.Off:
			continue
		}
		b, err := piece.Read(r, c.Off, c.Len)
		if err != nil {
			return nil
		}
		_, packed, _ := bytes.Cut(b, []byte{0})
		profile, err := inflate(packed, maxICC+1)
		if err != nil || len(profile) > maxICC {
			return nil
		}
		return profile
	}
	return nil
}

func webpICC(r io.ReaderAt, size int64) []byte {
	for c, err := range container.RIFF(r, 12, webpEnd(r, size)) {
		if err != nil {
			return nil
		}
		if c.ID == "ICCP" && c.Len <= maxICC && c.Len <= size-c.Off {
			profile, _ := piece.Read(r, c.Off, c.Len)
			return profile
		}
	}
	return nil
}
