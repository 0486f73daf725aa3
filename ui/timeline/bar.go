package timeline

import (
	"time"

	"thumbpool/processor"
)

// Part is a part of the work on a photo that has a colour of its own.
type Part int

// The parts, in their order.
const (
	Decode Part = iota // reading the file and turning it into pixels
	Reduce             // bringing it to size, and the right way up
	Save               // encoding the thumbnail and writing it to its place
	numParts
)

// partOf says which part a step belongs to. Waiting for memory belongs to
// none: no worker is busy with it.
var partOf = map[processor.Step]Part{
	processor.StepRead: Decode, processor.StepDecode: Decode,
	processor.StepReduce: Reduce, processor.StepOrient: Reduce,
	processor.StepEncode: Save, processor.StepSave: Save,
}

// Bar is the time of one photo on a worker's lane. Where photos are too short
// to be told apart, one bar stands for several that follow each other.
type Bar struct {
	Worker int // lane of the pool, from 1
	// Photo is the ID of the photo; of several, one that failed or else the
	// one that took longest.
	Photo int
	Count int           // photos that the bar stands for
	Took  time.Duration // time of Photo alone, from its start to its end
	// Start and End count from the run's first photo, without the time in
	// which no worker had a photo beyond a short gap.
	Start, End time.Duration
	Parts      [numParts]time.Duration // time of all photos by part
	Waited     time.Duration           // of all photos, for memory; before the parts
	Failed     bool                    // Photo failed
	Running    bool                    // Photo is not done yet: End is now, Parts unknown
}

// newBar returns the bar of a photo that began at start.
func newBar(worker, photo int, start, took time.Duration, times *processor.Times, failed bool) Bar {
	b := Bar{Worker: worker, Photo: photo, Count: 1, Took: took, Start: start, End: start + took, Failed: failed}
	rest := took
	for step, d := range times {
		if part, ok := partOf[processor.Step(step)]; ok {
			d = min(d, rest)
			b.Parts[part] += d
			rest -= d
		}
	}
	b.Waited = min(times[processor.StepWait], rest)
	rest -= b.Waited
	if b.busy() > 0 {
		b.Parts[Save] += rest // handing over what came out
	} else {
		b.Parts[Decode] += rest // no times are known
	}
	return b
}

// busy is the time that the worker was at work.
func (b *Bar) busy() (sum time.Duration) {
	for _, d := range b.Parts {
		sum += d
	}
	return sum
}

// begin is when the work began: after the wait, where that is known.
func (b *Bar) begin() time.Duration {
	if b.Count > 1 {
		return b.Start
	}
	return b.Start + b.Waited
}

// join takes in the bar that follows on the lane.
func (b *Bar) join(next *Bar) {
	if next.Failed && !b.Failed || next.Failed == b.Failed && next.Took > b.Took {
		b.Photo, b.Took, b.Failed = next.Photo, next.Took, next.Failed
	}
	b.Count += next.Count
	b.End = next.End
	b.Waited += next.Waited
	for i := range b.Parts {
		b.Parts[i] += next.Parts[i]
	}
}

// merge joins neighbours as long as a joined bar, with the gaps in it, is not
// longer than longest. Bars that are longer stay as they are.
func merge(bars []Bar, longest time.Duration) []Bar {
	kept := bars[:0]
	for i := range bars {
		if n := len(kept); n > 0 && bars[i].End-kept[n-1].Start <= longest {
			kept[n-1].join(&bars[i])
			continue
		}
		kept = append(kept, bars[i])
	}
	return kept
}
