//go:build !amd64 || purego

package colour

// There are no vector instructions in this build: nothing is done with them.

func (*shaper) recodeVectors(luma, cb, cr []byte) (done int) { return 0 }

func (*shaper) recodeBlocksVectors(above, below, cb, cr []byte) (done int) { return 0 }
