package download

import "time"

// Event is what [Run] yields: one of [Started], [Progress], [Retrying], [Done]
// and [Failed]. URL in each is the address as it was given, with a password if
// that had one.
type Event interface{ event() }

// Started tells that an attempt is about to begin. It does when the loop goes on.
type Started struct {
	URL     string
	Attempt int // from 1
}

// Progress reports how much of a file there is, at most five times a second
// for each address. Reports for which nobody is ready are left out.
type Progress struct {
	URL string
	// Bytes is how much there is, with what came in earlier attempts and runs.
	Bytes int64
	// Total is the length of the whole, or -1 if the server does not say.
	Total int64
}

// Retrying reports that an attempt failed and another one follows.
type Retrying struct {
	URL     string
	Attempt int           // number of the attempt that follows, from 2
	After   time.Duration // wait before it
	Err     error         // why the last one failed, in words for a person
}

// Done reports that a file is whole and in its place.
type Done struct {
	URL   string
	Path  string // of the file
	Bytes int64  // its length
	// Unchanged tells that the file is one of an earlier run, and that the
	// server said that it is still the same.
	Unchanged bool
}

// Failed reports an address that gave no file, and why.
type Failed struct {
	URL string
	*Error
}

func (Started) event()  {}
func (Progress) event() {}
func (Retrying) event() {}
func (Done) event()     {}
func (Failed) event()   {}
