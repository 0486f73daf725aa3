// Package t81 holds what ITU-T T.81, the standard of JPEG, lays down for all
// who write such files: the order of coefficients, quantisation tables by
// quality, Huffman tables and their codes, and how a value is split into a
// symbol and bits.
//
// It has no state; its functions may be called from many goroutines at once.
package t81
