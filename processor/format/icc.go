package format

import (
	"bytes"
	"io"

	"thumbpool/processor/format/container"
	"thumbpool/processor/format/exif"
	"thumbpool/processor/format/piece"
)

// maxICC is the longest colour profile in bytes that is read. Those of printing
// presses are the largest in use, with up to 3 MB.
const maxICC = 4 << 20

// checkICC returns the profile if it has the signature of one at byte 36 (ICC.1,
// section 7.2.9), else nil.
func checkICC(profile []byte) []byte {
	if len(profile) < 128 || string(profile[36:40]) != "acsp" {
		return nil
	}
	return profile
}

// jpegColours is what a JPEG says of its colours.
type jpegColours struct {
	parts       [256][]byte // of the profile, by their numbers, from 1
	count       int         // of the parts
	components  int         // of the picture; 0 while not known
	exifAt      int64       // the first block of EXIF, and its length
	exif        int64
	profileSize int
}

// readJPEGColours walks through the segments before the first scan.
func readJPEGColours(r io.ReaderAt, size int64) *jpegColours {
	j := new(jpegColours)
	for s, err := range container.JPEG(r, size) {
		n := min(s.Len, size-s.Off)
		switch {
		case err != nil:
			return new(jpegColours)
		case s.IsFrame():
			if b, err := piece.Read(r, s.Off, 6); err == nil {
				j.components = int(b[5])
			}
		case s.Marker == container.APP1 && j.exif == 0 && begins(r, s.Off, n, exif.Prefix):
			j.exifAt, j.exif = s.Off, n
		case s.Marker == container.APP2:
			j.readPart(r, s)
		}
	}
	return j
}

// readPart keeps one of the segments that a profile is cut into (ICC.1, B.4). Each
// carries its number, from 1, and how many there are.
func (j *jpegColours) readPart(r io.ReaderAt, s container.Segment) {
	const prefix = "ICC_PROFILE\x00"
	const headLen = int64(len(prefix) + 2)
	if s.Len < headLen || !begins(r, s.Off, s.Len, prefix) {
		return
	}
	b, err := piece.Read(r, s.Off+headLen-2, s.Len-headLen+2)
	if j.profileSize += len(b); err != nil || j.profileSize > maxICC {
		j.count = 0
		return
	}
	j.count, j.parts[b[0]] = int(b[1]), b[2:]
}

// profile is the profile, nil if there is none or a part is missing.
func (j *jpegColours) profile() []byte {
	parts := j.parts[1 : 1+j.count]
	for _, part := range parts {
		if part == nil {
			return nil
		}
	}
	if j.count == 1 {
		return checkICC(parts[0])
	}
	return checkICC(bytes.Join(parts, nil))
}

// inflateProfile returns the profile in an iCCP chunk, which begins with its name.
func inflateProfile(chunk []byte) []byte {
	_, packed, _ := bytes.Cut(chunk, []byte{0})
	profile, err := inflate(packed, maxICC+1)
	if err != nil || len(profile) > maxICC {
		return nil
	}
	return checkICC(profile)
}
