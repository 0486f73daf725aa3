// Package processor turns folders of photos into thumbnails: it is the engine
// behind the window and the terminal program, and knows neither.
//
//	sources ──► scan ──► plan ──► queue ──► pool of workers ──► events
//	folders,    photos   output             render one photo:   Found, Started,
//	files                names              read → decode →     Finished, Skipped,
//	                                        reduce → orient →   Failed, Done
//	                                        encode → save
//
// Photos flow from left to right, once. The only things that flow the other
// way are a few intents: [Job.Pause], [Job.Resume], [Job.SetWorkers],
// [Job.Drain] and [Job.Stop].
//
//	job, err := processor.Start(ctx, []string{"/home/me/Pictures"}, processor.DefaultOptions())
//	if err != nil { … }
//	for ev := range job.Events() { … } // closed after Done
//	summary := job.Wait()
//
// What holds everywhere: an original is never opened for writing; a thumbnail
// is whole or absent; one photo never stops the others; memory for pixels is
// bounded by a budget; events come in the order in which things happen.
//
// # What is where
//
// This package is the run: it starts a [Job], hands each photo from room to
// room, and tells what happens. What is done in a room, the room knows alone:
//
//	scan      sources → photos             start.go, scan.go
//	download  URLs → files                 fetch.go
//	place     a photo → its thumbnail's    output.go
//	          place, and onto the disk
//	pool      which worker has its turn    job.go, worker.go
//	render    a photo → its thumbnail      executor.go, preview.go
//	          in memory
//	photo     what all of them share: the photo, the steps, the failure
//	reason    why something failed
//	option    what a user can choose       options.go
//
// Above it stand compare, report and preset, which see its options and events
// and which it does not know.
package processor
