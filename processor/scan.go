package processor

import (
	"context"
	"iter"

	"thumbpool/processor/photo"
	"thumbpool/processor/scan"
)

// Scan finds the photos of the sources, which are folders, files, and URLs of
// pictures, also in text files that hold nothing else; see package [scan]. It
// yields [Found] for each in natural order (IMG_2 before IMG_10), folder by
// folder, and at last [Scanned]. A folder or source that cannot be read is
// yielded as Found and then [Failed]. Of the options it uses Subfolders, Out and
// Shard.
//
// Scan reads the disk while the loop runs, and ends early when ctx is
// cancelled.
func Scan(ctx context.Context, sources []string, o Options) iter.Seq[Event] {
	return func(yield func(Event) bool) { search(ctx, sources, o, nil, yield) }
}

// search is [Scan] that also hands the photos of other shards to elsewhere.
func search(ctx context.Context, sources []string, o Options, elsewhere func(Photo), yield func(Event) bool) {
	look := scan.Options{Subfolders: o.Subfolders, Out: o.Out, Inside: OutputFolder, Shard: o.Shard, Elsewhere: elsewhere}
	totals, complete := scan.Photos(ctx, sources, look, func(p Photo) bool { return discovered(p, yield) })
	if complete {
		yield(Scanned(totals))
	}
}

// again is the scan that finds photos which are known already.
func again(photos []Photo) feeder {
	return func(ctx context.Context, _ places, yield func(Event) bool) {
		var totals Scanned
		for _, p := range photos {
			if ctx.Err() != nil || !discovered(p, yield) {
				return
			}
			totals.Photos++
			totals.Bytes += p.Size
			if p.Unsupported() {
				totals.Unsupported++
			}
		}
		yield(totals)
	}
}

// discovered reports a photo that a scan has come upon, and that it could not be
// read if that is so.
func discovered(p Photo, yield func(Event) bool) bool {
	return yield(Found{p}) && (p.Unread == nil || yield(Failed{PhotoError: photo.NewError(p, StepScan, p.Unread)}))
}
