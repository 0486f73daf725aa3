// Package sample makes pictures to try things with: seeded landscapes that
// look like photographs, written as JPEG files as a camera would write them.
//
//	seed ──► compose ──► scene ──► paint rows ──► orient ──► encode ──► file
//	         moods,      ridges,   sky, ridges,   as the     baseline,  EXIF,
//	         layout      sun,      water, trees,  camera     progress-  temp +
//	                     clouds    grain          was held   ive, gray  rename
//
// [Render] gives one picture, [Write] a folder of them. The same seed gives the
// same picture on every run; floating-point units may differ in the last bit,
// so two kinds of processor may disagree by one level of 255 here and there.
//
// Both functions may be called from several goroutines at once. Render works
// on the caller's goroutine; Write uses up to GOMAXPROCS goroutines of its own
// and has ended them all when it returns.
package sample
