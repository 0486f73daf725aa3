package mark

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
)

// seal puts the digest into the comment of a file, and says whether there was
// one.
func seal(file []byte) bool {
	r := bytes.NewReader(file)
	c, err := find(r, r.Size())
	if err != nil || c.text == "" {
		return false
	}
	sum, err := digest(r, r.Size(), c)
	if err != nil {
		return false
	}
	copy(file[c.at+int64(len(prefix)):], sum)
	if c.crc > 0 {
		text := prefix + sum + c.text[textAt-1:]
		binary.BigEndian.PutUint32(file[c.crc:], chunkSum(text))
	}
	return true
}

// digest is the digest of a file in which the digest itself, and the checksum
// that depends on it, count as zeros: the first 128 bits of SHA-256.
func digest(r io.ReaderAt, size int64, c comment) (string, error) {
	type span struct{ off, n int64 }
	blank := []span{{c.at + int64(len(prefix)), digestLen}}
	if c.crc > 0 {
		blank = append(blank, span{c.crc, 4})
	}
	h := sha256.New()
	buf := make([]byte, min(size, 64<<10))
	for off := int64(0); off < size; {
		b := buf[:min(int64(len(buf)), size-off)]
		n, err := r.ReadAt(b, off)
		if n < len(b) {
			if err == nil || errors.Is(err, io.EOF) {
				err = io.ErrUnexpectedEOF
			}
			return "", err
		}
		for _, s := range blank {
			from, to := max(s.off, off)-off, min(s.off+s.n, off+int64(len(b)))-off
			if from < to {
				clear(b[from:to])
			}
		}
		_, _ = h.Write(b)
		off += int64(len(b))
	}
	return hex.EncodeToString(h.Sum(nil)[:digestLen/2]), nil
}
