// Package render makes one photo into one thumbnail, in memory.
//
//	file ─► peek ─► admit ─► read ─► decode ─► reduce ─► orient ─► blur ─► encode ─► Thumbnail
//	        header  budget                     (or all three in one kernel)
//
// The work is a slice of steps, one file each, that run one after another with
// a look at the context between them. A [Renderer] belongs to one worker and
// keeps its buffers from photo to photo; it uses one goroutine, because the
// pool's other workers are the parallelism.
package render
