package processor

import (
	"image"
	"time"

	"thumbpool/processor/reason"
	"thumbpool/processor/scan"
)

// Event is what a [Job] or a [Scan] reports: one of [Began], [Found], [Scanned],
// [Downloading], [Downloaded], [Started], [Finished], [Skipped], [Failed], [Workers], [Waiting] and [Done]. Times in
// events count from the start of the job.
type Event interface{ event() }

// Began is a job's first event. It says which part of the photos the job works
// on, and when it began by the clock of its machine, so that the events of jobs
// on several machines can be put side by side.
type Began struct {
	At    time.Time
	Shard scan.Shard
}

// Found reports a photo that the scan came upon. It comes before any other
// event about that photo.
type Found struct{ Photo Photo }

// Scanned reports that the scan is over and the totals are final.
type Scanned struct {
	Photos int   // photos found
	Bytes  int64 // length of their files together
	Ours   int   // thumbnails made by Thumbpool that were passed over
	// Unsupported is how many of Photos are of a kind that cannot be read, as
	// [Photo.Unsupported] says of each when it is found: they have their turn like
	// the others and will fail with that reason. Photos that are still on the web
	// are not among them.
	Unsupported int
	// Elsewhere is how many photos belong to other parts than [Options.Shard], as
	// far as their names tell.
	Elsewhere int
}

// Downloading reports how much of a photo has come from the web, some times a
// second.
type Downloading struct {
	Photo Photo
	Bytes int64
	Total int64 // length of the whole, or -1 if the server does not say
}

// Downloaded reports that a photo's file is whole and in its folder, where
// Photo now says it is.
type Downloaded struct{ Photo Photo }

// Started reports that a worker took up a photo.
type Started struct {
	Photo  Photo
	Worker int // lane of the pool, from 1
	At     time.Duration
}

// Finished reports that a photo's thumbnail is whole and in its place.
type Finished struct{ Result }

// Result is a photo's thumbnail and how it came to be.
type Result struct {
	Photo  Photo
	Worker int
	Start  time.Duration // when the worker took the photo up
	End    time.Duration // when the thumbnail was in its place
	Times  Times         // time per step
	// Output is the thumbnail's path, OutputBytes its length.
	Output      string
	OutputBytes int64
	// Width and Height are the thumbnail's, PhotoWidth and PhotoHeight the
	// photo's, in pixels, all as shown (after orientation).
	Width, Height           int
	PhotoWidth, PhotoHeight int
	// Damaged says what was wrong when the file was damaged or cut short and
	// the thumbnail shows what could be read of it; it is empty otherwise.
	Damaged string
	// Damage is what Damaged says, for those who say it in another language.
	Damage reason.Reason
	// Note is what is to be known of a thumbnail that is whole, and usually nothing:
	// [reason.SmallPreview], that it is smaller than was asked for because the picture
	// in a camera raw file is, of PhotoWidth × PhotoHeight pixels.
	Note reason.Reason
	// Preview is the thumbnail reduced to fit [Options.PreviewSide], with a
	// tight stride; nil unless asked for.
	Preview *image.RGBA
}

// Skipped reports a photo whose thumbnail is up to date and was left.
type Skipped struct {
	Photo  Photo
	Output string
}

// Failed reports a photo that has no thumbnail, and why. Worker is 0 when the
// photo never reached one.
type Failed struct {
	*PhotoError
	Worker     int
	Start, End time.Duration
	Times      Times
}

// Workers reports a change of the pool: Target workers are wanted, Running are
// there (more than Target while surplus ones finish the photo in hand).
type Workers struct {
	Target, Running int
	At              time.Duration
}

// Waiting reports that the job waits for another run, By, which is writing to
// the output folder Output; see [Options.Wait].
type Waiting struct{ Output, By string }

// Done is a job's last event.
type Done struct{ Summary }

func (Began) event()       {}
func (Found) event()       {}
func (Scanned) event()     {}
func (Downloading) event() {}
func (Downloaded) event()  {}
func (Started) event()     {}
func (Finished) event()    {}
func (Skipped) event()     {}
func (Failed) event()      {}
func (Workers) event()     {}
func (Waiting) event()     {}
func (Done) event()        {}
