package photo

import "time"

// Step is a part of the work on a photo.
type Step int

// The steps, in their order.
const (
	StepScan     Step = iota // finding the photo
	StepDownload             // fetching it from the web
	StepWait                 // waiting for memory to decode it in
	StepRead                 // opening, looking at the header, reading the file
	StepDecode               // file to pixels
	StepReduce               // pixels to the thumbnail's size, and blur, in one
	StepOrient               // turning it the right way up
	StepEncode               // pixels to file format
	StepSave                 // writing the thumbnail to its place
	numSteps
)

// String returns the step's name, such as "decode".
func (s Step) String() string {
	return [numSteps]string{"scan", "download", "wait", "read", "decode", "reduce", "orient", "encode", "save"}[s]
}

// Times is the time that each [Step] of a photo took.
type Times [numSteps]time.Duration

// Busy is the time that a worker was at work: all steps but waiting.
func (t *Times) Busy() time.Duration {
	var sum time.Duration
	for step, d := range t {
		if Step(step) != StepWait {
			sum += d
		}
	}
	return sum
}
