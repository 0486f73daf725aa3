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
package processor
