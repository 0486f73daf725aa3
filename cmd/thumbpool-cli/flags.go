package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/sample"
)

// thumbnailFlags are the arguments of the program itself.
type thumbnailFlags struct {
	Source []string `arg:"" help:"Folders, photos, URLs of photos, and text files (.txt) with a URL to a line. - reads a list of sources from standard input, one to a line or separated by NUL."`

	Out           string        `short:"o" placeholder:"DIR" help:"Folder for the thumbnails; without it, ${folder} inside each folder of photos."`
	Preset        presetFlag    `placeholder:"NAME" help:"Size, mode, ratio, blur, format, quality and existing as saved in the window under this name; flags beside it win. A name that is not known lists the others."`
	Size          int           `short:"s" default:"${size}" help:"Longest side of a thumbnail, ${sizes} pixels; with --mode, the side that it names."`
	Mode          string        `default:"${mode}" enum:"fit,fill,width,height" help:"Fit in a square box, fill and crop to --ratio, or go by the width or the height."`
	Ratio         string        `default:"${ratio}" placeholder:"W:H" help:"Shape of the thumbnails with --mode=fill."`
	Blur          float64       `short:"b" default:"${blur}" help:"Blur: standard deviation in pixels, ${blurs}."`
	BlurUnit      string        `default:"${blurunit}" enum:"photo,thumbnail" help:"Whether --blur counts pixels of the photo or of the thumbnail."`
	Workers       int           `short:"w" default:"${workers}" help:"Photos worked on at the same time."`
	Pool          string        `default:"${pool}" enum:"sequential,goroutines,processes" help:"Where photos are worked on: one after another, in this process, or in a process for each worker, which a bad photo cannot take down."`
	PhotoTimeout  time.Duration `default:"${timeout}" help:"Longest time for a photo, in every pool, not counting what it waits for memory."`
	PhotoMemory   int64         `default:"${memory}" placeholder:"MB" help:"Most memory that a worker process may hold with --pool=processes, in MB: a bound for faults. What photos need is bounded in every pool."`
	Downloads     string        `placeholder:"DIR" help:"Folder for photos from the web; without it, ${downloads} beside the folder of the thumbnails."`
	Connections   int           `default:"${connections}" help:"Downloads at the same time."`
	PerHost       int           `default:"${perhost}" help:"Downloads at the same time from one server."`
	DownloadTime  time.Duration `default:"${downloadtime}" help:"Longest time for an attempt to download a photo."`
	DownloadRate  float64       `default:"${downloadrate}" placeholder:"KB" help:"Fewest kB a second that a server has to send, on average over 30 seconds; 0 for any."`
	PublicOnly    bool          `help:"Download from public addresses only, not from this machine or its networks: for lists of unknown origin. No proxy is used then."`
	Shard         string        `placeholder:"K/N" help:"Make only part K of N, so that N machines can share the work."`
	Recursive     bool          `short:"r" help:"Search the folders inside folders too."`
	Format        string        `default:"${format}" enum:"same,jpeg,png" help:"File format: that of the photo, jpeg or png."`
	Quality       int           `default:"${quality}" help:"JPEG quality, 1 to 100."`
	Existing      string        `default:"${existing}" enum:"replace,skip,rename" help:"What to do about thumbnails of an earlier run: replace them, skip photos whose thumbnail is up to date, or rename the new ones."`
	Wait          bool          `help:"If another run is writing to the same output folder, wait until it is over."`
	MaxMegapixels float64       `default:"${maxpixels}" help:"Largest photo that is opened, in megapixels."`

	Order  string `default:"finished" enum:"finished,name" help:"Print photos as they are finished, or in the order of the scan with name."`
	JSON   bool   `name:"json" xor:"output" help:"Print events, one JSON object to a line."`
	Report string `placeholder:"FILE" help:"Write what became of each photo to a new file: a table if its name ends in .csv, JSON if in .json, else text."`
	Quiet  bool   `short:"q" xor:"output" help:"Print failures only."`

	Version kong.VersionFlag `help:"Print the version."`
}

// sampleFlags are the arguments of "thumbpool-cli samples".
type sampleFlags struct {
	Dir        string  `arg:"" help:"Folder for the pictures; made if it is not there."`
	Count      int     `default:"${count}" help:"How many pictures."`
	Megapixels float64 `default:"${megapixels}" help:"Size of each in megapixels."`
	Seed       uint64  `default:"0" help:"Number of the first picture; the same seed gives the same pictures."`
}

// compareFlags are the arguments of "thumbpool-cli compare".
type compareFlags struct {
	Source []string `arg:"" help:"Folders and photos."`

	Workers   []int    `default:"${counts}" help:"Numbers of workers."`
	Pool      []string `default:"goroutines,processes" enum:"sequential,goroutines,processes" help:"Pools; working in turn is always timed, as the baseline."`
	Repeat    int      `default:"${rounds}" help:"How often each setting is timed."`
	Sample    int      `default:"${sample}" help:"Most photos to take."`
	Size      int      `short:"s" default:"${size}" help:"Longest side of a thumbnail, ${sizes} pixels."`
	Blur      float64  `short:"b" default:"${blur}" help:"Blur: standard deviation in pixels of the photo, ${blurs}."`
	Recursive bool     `short:"r" help:"Search the folders inside folders too."`
	Chart     string   `placeholder:"FILE" help:"Draw the chart into a new SVG file."`
	JSON      bool     `name:"json" help:"Print the figures as one JSON object."`
}

// reportFlags are the arguments of "thumbpool-cli report".
type reportFlags struct {
	File []string `arg:"" help:"Files that --json wrote; - is standard input."`
	JSON bool     `name:"json" help:"Print the sums as one JSON object."`
}

const thumbnailsHelp = "Makes thumbnails of photos, blurred or not. " +
	`Other work: "thumbpool-cli samples DIR" writes sample pictures to try it with, ` +
	`"thumbpool-cli compare DIR" finds the fastest setting, ` +
	`"thumbpool-cli report FILE…" adds up what several runs printed with --json; ` +
	"a folder of such a name is given as ./samples. " +
	"Exit status: 0 all made, 1 some failed, 2 nothing could start, 130 interrupted."

const samplesHelp = "Writes sample pictures: seeded landscapes, as a camera would save them."

const compareHelp = "Times a sample of the photos in turn and with each pool and number of workers, " +
	"writing nothing, and says which setting is the fastest and what bounds it."

const reportHelp = "Adds up the reports of several runs, such as the shards of one library."

// parse reads args into flags, a pointer to one of the structs above. done
// says that there is nothing left to do but to end with the exit code.
func parse(flags any, name, description string, args []string, c console) (code int, done bool) {
	parser, err := kong.New(flags,
		kong.Name(name),
		kong.Description(description),
		kong.Writers(c.out, c.err),
		kong.Exit(func(status int) { code, done = status, true }), // --help and --version
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100}),
		variables(),
	)
	if err != nil {
		panic(err) // the structs above are wrong
	}
	if _, err := parser.Parse(args); err != nil && !done {
		c.complain(fmt.Errorf("%w; %s --help lists the flags", err, name))
		return exitUsage, true
	}
	return code, done
}

// variables are the values that the tags above refer to.
func variables() kong.Vars {
	o, s, c := processor.DefaultOptions(), sample.DefaultOptions(), compare.DefaultOptions()
	counts := compare.WorkerCounts(runtime.GOMAXPROCS(0))
	return kong.Vars{
		"version":     "thumbpool-cli " + processor.Version,
		"folder":      processor.OutputFolder,
		"size":        fmt.Sprint(o.Size),
		"sizes":       fmt.Sprintf("%d to %d", processor.MinSize, processor.MaxSize),
		"blur":        fmt.Sprint(o.Blur),
		"blurs":       fmt.Sprintf("%g to %g", processor.MinBlur, processor.MaxBlur),
		"workers":     fmt.Sprint(o.Workers),
		"mode":        string(o.Mode),
		"ratio":       o.Ratio.String(),
		"blurunit":    string(o.BlurUnit),
		"pool":        string(o.Pool),
		"timeout":     o.PhotoTimeout.String(),
		"memory":      fmt.Sprint(o.PhotoMemory >> 20),
		"format":      string(o.Format),
		"quality":     fmt.Sprint(o.Quality),
		"existing":    string(o.Existing),
		"downloads":   processor.DownloadFolder,
		"connections": fmt.Sprint(o.Connections),
		"perhost":     fmt.Sprint(o.PerHost),

		"downloadtime": o.DownloadTimeout.String(),
		"downloadrate": fmt.Sprint(float64(o.DownloadRate) / 1e3),

		"maxpixels":  fmt.Sprint(float64(o.MaxPixels) / 1e6),
		"count":      fmt.Sprint(s.Count),
		"megapixels": fmt.Sprint(s.Megapixels),
		"counts":     strings.Trim(strings.ReplaceAll(fmt.Sprint(counts), " ", ","), "[]"),
		"rounds":     fmt.Sprint(c.Rounds),
		"sample":     fmt.Sprint(c.Sample),
	}
}

// options are the engine's options that the flags stand for.
func (f *thumbnailFlags) options() (processor.Options, error) {
	o := processor.DefaultOptions()
	if f.Shard != "" {
		shard, err := processor.ParseShard(f.Shard)
		if err != nil {
			return o, fmt.Errorf("--shard: %w", err)
		}
		o.Shard = shard
	}
	ratio, err := processor.ParseRatio(f.Ratio)
	if err != nil {
		return o, fmt.Errorf("--ratio: %w", err)
	}
	o.Ratio = ratio
	o.Out = f.Out
	o.Size = f.Size
	o.Mode = processor.Mode(f.Mode)
	o.Blur = f.Blur
	o.BlurUnit = processor.BlurUnit(f.BlurUnit)
	o.Workers = f.Workers
	o.Pool = processor.Pool(f.Pool)
	o.PhotoTimeout = f.PhotoTimeout
	o.PhotoMemory = f.PhotoMemory << 20
	o.Downloads = f.Downloads
	o.Connections = f.Connections
	o.PerHost = f.PerHost
	o.DownloadTimeout = f.DownloadTime
	o.DownloadRate = int64(f.DownloadRate * 1e3)
	o.PublicOnly = f.PublicOnly
	o.Subfolders = f.Recursive
	o.Format = processor.Format(f.Format)
	o.Quality = f.Quality
	o.Existing = processor.Existing(f.Existing)
	o.Wait = f.Wait
	o.MaxPixels = int64(f.MaxMegapixels * 1e6)
	return o, validate(o)
}

// options are the engine's options that the flags stand for.
func (f *compareFlags) options() (processor.Options, error) {
	o := processor.DefaultOptions()
	o.Size = f.Size
	o.Blur = f.Blur
	o.Subfolders = f.Recursive
	return o, validate(o)
}

// validate is [processor.Options.Validate] with the names of the flags.
func validate(o processor.Options) error {
	err := o.Validate()
	if err == nil {
		return nil
	}
	flagOf := map[string]string{
		"Size":         "--size",
		"Blur":         "--blur",
		"Workers":      "--workers",
		"Pool":         "--pool",
		"PhotoTimeout": "--photo-timeout",
		"PhotoMemory":  "--photo-memory",
		"Connections":  "--connections",
		"PerHost":      "--per-host",
		"Format":       "--format",

		"DownloadTimeout": "--download-time",
		"DownloadRate":    "--download-rate",

		"Quality":   "--quality",
		"Existing":  "--existing",
		"MaxPixels": "--max-megapixels",
	}
	var wrong []string
	for _, err := range unjoin(err) {
		var field *processor.FieldError
		if errors.As(err, &field) && flagOf[field.Field] != "" {
			wrong = append(wrong, flagOf[field.Field]+" "+field.Reason)
		} else {
			wrong = append(wrong, err.Error())
		}
	}
	return errors.New(strings.Join(wrong, "; "))
}

// unjoin takes apart what errors.Join put together.
func unjoin(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	return []error{err}
}
