package processor

import "time"

// Summary adds up a job.
type Summary struct {
	Found   int // photos the scan came upon
	Made    int // thumbnails made
	Skipped int // thumbnails left because they are up to date
	Failed  int // photos without a thumbnail
	// PassedOver is how many thumbnails made by Thumbpool lay among the photos.
	// They are not among Found.
	PassedOver int
	// Began and Ended are the start and the end by the clock of the machine as it
	// was at the start: that it is set in between changes neither time between them.
	Began, Ended time.Time
	// Wall is the time from start to end without the time spent paused.
	Wall time.Duration
	// Busy is the sum of the photos' times, without waiting for memory.
	Busy time.Duration
	// Waited is the sum of the times that photos waited for memory.
	Waited time.Duration
	// Children is the processor time that worker processes have used.
	Children time.Duration
	// Workers is the largest number of workers that was wanted.
	Workers  int
	Pixels   int64 // pixels of the photos that were made
	BytesIn  int64 // bytes of their files
	BytesOut int64 // bytes of their thumbnails
	// Stopped says that the job was stopped before every photo had its turn.
	Stopped bool
	// Err is why the job as a whole ended early: the disk is full or the
	// output folder cannot be written; or, at the end, that the thumbnails may
	// not be on the disk for good. It is nil otherwise.
	Err error
}

// add takes in an event.
func (s *Summary) add(ev Event) {
	switch ev := ev.(type) {
	case Found:
		s.Found++
	case Scanned:
		s.PassedOver = ev.Ours
	case Skipped:
		s.Skipped++
	case Failed:
		s.Failed++
		s.Busy += ev.Times.Busy()
		s.Waited += ev.Times[StepWait]
	case Finished:
		s.Made++
		s.Busy += ev.Times.Busy()
		s.Waited += ev.Times[StepWait]
		s.Pixels += int64(ev.PhotoWidth) * int64(ev.PhotoHeight)
		s.BytesIn += ev.Photo.Size
		s.BytesOut += ev.OutputBytes
	}
}

// Left is the number of photos that had no turn.
func (s Summary) Left() int { return s.Found - s.Made - s.Skipped - s.Failed }

// PhotosPerSecond is thumbnails made over wall time.
func (s Summary) PhotosPerSecond() float64 { return perSecond(float64(s.Made), s.Wall) }

// MegapixelsPerSecond is the photos' megapixels over wall time.
func (s Summary) MegapixelsPerSecond() float64 { return perSecond(float64(s.Pixels)/1e6, s.Wall) }

// BusyWorkers is how many workers were at work on average: the sum of the
// photos' times over wall time.
func (s Summary) BusyWorkers() float64 { return perSecond(s.Busy.Seconds(), s.Wall) }

func perSecond(n float64, wall time.Duration) float64 {
	if wall <= 0 {
		return 0
	}
	return n / wall.Seconds()
}
