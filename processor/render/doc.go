// Package render makes one photo into one thumbnail, in memory.
//
//	file ─► open ─► admit ─► read ─► decode ─► reduce ─► orient ─► encode ─► Thumbnail
//	        header  budget   bytes   planes    and blur  planes    file
//
// The work is a slice of steps, one after another, with a look at the context
// between them. Pixels flow as planes. Most JPEG files are decoded at a
// fraction of their size by package jpeg; all other files are decoded in full
// by package format, the general path. From there on both take the same way:
// each plane is reduced and blurred by one kernel, and only what is left is
// converted to sRGB, turned upright and encoded.
//
// A [Renderer] belongs to one worker and keeps its memory from photo to photo;
// it uses one goroutine, because the pool's other workers are the parallelism.
package render
