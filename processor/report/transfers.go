package report

import "thumbpool/processor"

// Transfers adds up what a job downloads, for showing how far it is. Its zero
// value is ready. It must not be used by two goroutines at the same time.
type Transfers struct {
	// Files is how many photos come from the web, Done how many of them have
	// arrived or failed.
	Files, Done int
	// Bytes is how much has come of all of them.
	Bytes int64

	under map[int]int64 // bytes of photos that are still coming
}

// Add takes in an event.
func (t *Transfers) Add(ev processor.Event) {
	switch ev := ev.(type) {
	case processor.Found:
		if ev.Photo.OnWeb() {
			t.Files++
		}
	case processor.Downloading:
		if t.under == nil {
			t.under = map[int]int64{}
		}
		t.Bytes += ev.Bytes - t.under[ev.Photo.ID]
		t.under[ev.Photo.ID] = ev.Bytes
	case processor.Downloaded:
		t.Bytes += ev.Photo.Size - t.under[ev.Photo.ID]
		delete(t.under, ev.Photo.ID)
		t.Done++
	case processor.Failed:
		if ev.Step == processor.StepDownload {
			delete(t.under, ev.Photo.ID)
			t.Done++
		}
	}
}
