//go:build nohevc

package format

import (
	"context"

	"thumbpool/processor/format/heif"
)

// hevcIncluded tells whether pictures of H.265 can be decoded: the build tag nohevc
// has left the decoder out.
const hevcIncluded = false

type hevcDecoder struct{}

// Decode says that it is not supported.
func (hevcDecoder) Decode(context.Context, heif.Coded) (*heif.Samples, func(), error) {
	return nil, nil, heif.UnsupportedError("a HEIF picture coded in H.265")
}

func hevcBytes(heif.Coding) int64 { return 0 }

func hevcColour(heif.Coded) heif.CICP { return heif.CICP{} }
