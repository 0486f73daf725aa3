package processor

import (
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"time"

	"thumbpool/processor/download"
	"thumbpool/processor/format"
	"thumbpool/processor/option"
	"thumbpool/processor/scan"
)

// OutputFolder is the name of the folder that thumbnails go to, inside each
// chosen folder, unless [Options.Out] says otherwise.
const OutputFolder = "thumbs"

// DownloadFolder is the name of the folder that photos from the web go to,
// beside that of their thumbnails, unless [Options.Downloads] says otherwise.
const DownloadFolder = "downloads"

// Options are what the user chose for a run. They are copied when a [Job]
// starts and never change after that; the number of workers has
// [Job.SetWorkers]. The zero value is not valid: begin with [DefaultOptions].
type Options struct {
	option.Choice
	option.Limits
	// Shard is the part of the photos that is worked on.
	Shard scan.Shard
	// PreviewSide is the side of the box, in pixels, of the picture that
	// [Finished] carries for showing on a screen; 0 means none.
	PreviewSide int

	transport http.RoundTripper // for tests without a network; nil for the usual one
}

// DefaultOptions returns the options of a first start: 256 pixels, blur 2, a
// worker per core, thumbs/ in the chosen folder.
func DefaultOptions() Options {
	web, workers := download.DefaultOptions(), option.Of("Workers")
	return Options{
		Choice: option.Choice{
			Look:  option.DefaultLook(),
			Place: option.Place{Existing: option.ExistingReplace},
			Work: option.Work{
				Pool:    option.PoolGoroutines,
				Workers: min(max(runtime.GOMAXPROCS(0), int(workers.Min)), int(workers.Max)),
			},
		},
		Limits: option.Limits{
			MaxFileBytes:    512_000_000,
			MemoryBudget:    format.DefaultLimits().MaxMemory,
			PhotoTimeout:    30 * time.Second,
			PhotoMemory:     1 << 30,
			Connections:     16,
			PerHost:         4,
			DownloadTimeout: web.AttemptTimeout,
			DownloadRate:    web.LeastRate,
		},
	}
}

// Validate reports every option that is out of range: the error joins one
// [*option.FieldError] per wrong field and is nil when all are right.
func (o Options) Validate() error {
	errs := option.Check(o)
	if !o.Shard.Valid() {
		errs = append(errs, &option.FieldError{Field: "Shard", Flag: "shard", Reason: fmt.Sprintf("must be K/N with K from 1 to N and N up to %d", scan.MaxShards)})
	}
	if most := int(option.Of("Size").Max); o.PreviewSide < 0 || o.PreviewSide > most {
		errs = append(errs, &option.FieldError{Field: "PreviewSide", Reason: fmt.Sprintf("must be between 0 and %d pixels", most)})
	}
	return errors.Join(errs...)
}
