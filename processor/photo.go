package processor

import "thumbpool/processor/photo"

// What events tell of photos, by the names that the window and the terminal know
// it by; see package photo.
type (
	// Photo is a source picture.
	Photo = photo.Photo
	// PhotoError says which photo failed, at which step and why.
	PhotoError = photo.Error
	// Step is a part of the work on a photo.
	Step = photo.Step
	// Times holds the time that each [Step] took.
	Times = photo.Times
)

// The steps, in their order.
const (
	StepScan     = photo.StepScan
	StepDownload = photo.StepDownload
	StepWait     = photo.StepWait
	StepRead     = photo.StepRead
	StepDecode   = photo.StepDecode
	StepReduce   = photo.StepReduce
	StepOrient   = photo.StepOrient
	StepEncode   = photo.StepEncode
	StepSave     = photo.StepSave
)
