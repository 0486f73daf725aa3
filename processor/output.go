package processor

import (
	"context"
	"errors"
	"path/filepath"

	"thumbpool/processor/format"
	"thumbpool/processor/place"
	"thumbpool/processor/render"
)

// output is where a photo's thumbnail goes.
type output struct {
	target place.Target // the zero value is nowhere
	format format.Format
}

// places finds the place of each photo's thumbnail and saves it there.
type places interface {
	// plan is asked for one photo after the other. Its error is not the
	// photo's, but of where its thumbnail goes.
	plan(ctx context.Context, photo Photo) (output, error)
	// save may be called by many workers. It returns where the thumbnail is
	// and how many bytes it has.
	save(ctx context.Context, photo Photo, to output, encoded []byte) (path string, n int64, err error)
	// markBytes is how many bytes a thumbnail of a format grows by when it is saved.
	markBytes(f format.Format) int
	// close is called when the last thumbnail is saved. Its error is that those
	// that are may not last.
	close() error
}

// nowhere is for thumbnails that are made and not kept.
type nowhere struct{ options Options }

func (n nowhere) plan(_ context.Context, photo Photo) (output, error) {
	return output{format: render.FileFormat(n.options.Format, photo.Content)}, nil
}

func (nowhere) save(_ context.Context, _ Photo, _ output, encoded []byte) (string, int64, error) {
	return "", int64(len(encoded)), nil
}

func (nowhere) markBytes(format.Format) int { return 0 }

func (nowhere) close() error { return nil }

// onDisk is for the thumbnails of a user.
type onDisk struct {
	options Options
	outputs *place.Outputs
}

// newOnDisk returns the places of a run over the sources. If it has to wait for
// another run, waiting is told.
func newOnDisk(o Options, sources []string, waiting func(*place.BusyError)) onDisk {
	to := o.place()
	to.Sources = sources
	if o.Wait {
		to.Waiting = waiting
	}
	return onDisk{o, place.New(to)}
}

// place is where thumbnails go, whatever the sources.
func (o Options) place() place.Options {
	return place.Options{Out: o.Out, Inside: OutputFolder, Existing: o.Existing, Times: o.Times, Share: o.Shard.Of > 1}
}

// PlaceFor returns the folder that the thumbnail of a photo goes to, or below which
// it goes in a folder like that of the photo.
func (o Options) PlaceFor(p Photo) string {
	if p.OnWeb() {
		p = at(p, filepath.Join(o.PlaceForDownloads(), "photo"))
	}
	return o.place().Base(p)
}

func (d onDisk) plan(ctx context.Context, photo Photo) (output, error) {
	f := render.FileFormat(d.options.Format, photo.Content)
	target, err := d.outputs.Plan(ctx, photo, f, d.settings(f))
	return output{target, f}, err
}

func (d onDisk) save(ctx context.Context, photo Photo, to output, encoded []byte) (string, int64, error) {
	return d.outputs.Save(ctx, to.target, photo, to.format, d.settings(to.format), encoded)
}

func (d onDisk) markBytes(f format.Format) int { return place.MarkBytes(f, d.settings(f)) }

func (d onDisk) close() error { return d.outputs.Close() }

// settings is what the mark of a thumbnail says of how it was made.
func (d onDisk) settings(f format.Format) string {
	return d.options.Mark(f.String())
}

// endsRun reports whether an error of a photo's place is one that no other
// photo would get around.
func endsRun(err error) bool {
	var full *place.FullError
	var unusable *place.UnusableError
	return errors.As(err, &full) || errors.As(err, &unusable)
}
