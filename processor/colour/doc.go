// Package colour knows which colours the numbers of a picture stand for, and
// turns them into the numbers that stand for the same colours in sRGB (IEC
// 61966-2-1), which is what viewers take for granted.
//
//	ICC profile ─────────► profile.go ─► shaper.go  curves and a matrix ─┐
//	code points (H.273) ─► cicp.go ────► tone.go    PQ and HLG           ├─► rows of sRGB
//	chromaticities ──────► space.go    ► table.go   tables of inks       ┘
//
// A [Source] is resolved once per photo and then converts rows of samples in
// place. Everything that takes powers is worked out beforehand, for the 256
// values that a sample can have: no pixel costs one. YCbCr that stays YCbCr takes a
// shorter way (recode.go), in AVX2 instructions where there are any, or in plain Go
// to the same bytes; the build tag purego leaves the vectors out. A Source does not
// change once it is made, so it may be used from many goroutines at once.
//
// What a photo is converted by is what LittleCMS does by default, that is with
// the perceptual intent: tables for it where there are any, the black of the
// profile moved to the black of the screen, and colours outside sRGB clipped.
// Whether a profile is that of sRGB is found out by its values; what it calls
// itself is not looked at.
//
// References: ICC.1:2022 (profiles of version 4) and ICC.1:2001-04 (version 2);
// ITU-T H.273 (2024); ITU-R BT.2100-2, BT.2390-11 and BT.2408-7.
package colour
