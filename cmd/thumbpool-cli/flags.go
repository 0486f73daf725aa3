package main

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"thumbpool/processor"
	"thumbpool/processor/compare"
	"thumbpool/processor/option"
	"thumbpool/processor/sample"
	"thumbpool/processor/scan"
)

// thumbnailFlags are the arguments of the program itself. What they begin with
// is what a flag is that is not given; see [newThumbnailFlags].
type thumbnailFlags struct {
	Source []string `arg:"" help:"Folders, photos, URLs of photos, and text files (.txt) with a URL to a line. - reads a list of sources from standard input, one to a line or separated by NUL."`

	Preset presetFlag `placeholder:"NAME" help:"Size, mode, ratio, blur, format, quality and existing as saved in the window under this name; flags beside it win. A name that is not known lists the others."`
	option.Choice
	option.Limits
	Shard string `placeholder:"K/N" help:"Make only part K of N, so that N machines can share the work."`

	Order  string `default:"finished" enum:"finished,name" help:"Print photos as they are finished, or in the order of the scan with name."`
	JSON   bool   `name:"json" xor:"output" help:"Print events, one JSON object to a line."`
	Report string `placeholder:"FILE" help:"Write what became of each photo to a new file: a table if its name ends in .csv, JSON if in .json, else text."`
	Quiet  bool   `short:"q" xor:"output" help:"Print failures only."`

	Version kong.VersionFlag `help:"Print the version."`
}

func newThumbnailFlags() thumbnailFlags {
	o := processor.DefaultOptions()
	return thumbnailFlags{Choice: o.Choice, Limits: o.Limits}
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

	option.Look
	Recursive bool     `short:"r" help:"Search the folders inside folders too."`
	Workers   []int    `default:"${counts}" help:"Numbers of workers."`
	Pool      []string `default:"goroutines,processes" enum:"sequential,goroutines,processes" help:"Pools; working in turn is always timed, as the baseline."`
	Repeat    int      `default:"${rounds}" help:"How often each setting is timed."`
	Sample    int      `default:"${sample}" help:"Most photos to take."`
	Chart     string   `placeholder:"FILE" help:"Draw the chart into a new SVG file."`
	JSON      bool     `name:"json" help:"Print the figures as one JSON object."`
}

func newCompareFlags() compareFlags { return compareFlags{Look: option.DefaultLook()} }

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
		declared(flags),
		scaled("MB"), scaled("kB"), scaled("megapixels"),
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
	s, c := sample.DefaultOptions(), compare.DefaultOptions()
	counts := compare.WorkerCounts(runtime.GOMAXPROCS(0))
	return kong.Vars{
		"version":    "thumbpool-cli " + processor.Version,
		"folder":     processor.OutputFolder,
		"downloads":  processor.DownloadFolder,
		"count":      fmt.Sprint(s.Count),
		"megapixels": fmt.Sprint(s.Megapixels),
		"counts":     strings.Trim(strings.ReplaceAll(fmt.Sprint(counts), " ", ","), "[]"),
		"rounds":     fmt.Sprint(c.Rounds),
		"sample":     fmt.Sprint(c.Sample),
	}
}

// declared completes the flags that are options of the engine: what they are
// when they are not given is what flags holds, their words and ranges are those
// that the options declare.
func declared(flags any) kong.Option {
	return kong.PostBuild(func(k *kong.Kong) error {
		given := option.Texts(flags)
		for _, o := range option.Declared(flags) {
			i := slices.IndexFunc(k.Model.Flags, func(f *kong.Flag) bool { return f.Name == o.Flag })
			if i < 0 {
				continue // not for users
			}
			f := k.Model.Flags[i]
			f.Enum = strings.Join(o.Choices, ",")
			f.Tag.Vars = kong.Vars{"range": o.Range()}
			if text := given[o.Name]; text != "" && !f.IsBool() {
				f.Default, f.HasDefault = text, true
			}
		}
		return nil
	})
}

// scaled reads numbers that count what the option's type names; see
// [option.Scale].
func scaled(typ string) kong.Option {
	return kong.NamedMapper(typ, kong.MapperFunc(func(ctx *kong.DecodeContext, target reflect.Value) error {
		var text string
		if err := ctx.Scan.PopValueInto("number", &text); err != nil {
			return err
		}
		n, err := strconv.ParseFloat(text, 64)
		if n *= option.Scale(typ); err != nil || math.IsNaN(n) || math.Abs(n) >= math.MaxInt64 {
			return fmt.Errorf("expected a number of %s but got %q", typ, text)
		}
		target.SetInt(int64(n))
		return nil
	}))
}

// options are the engine's options that the flags stand for.
func (f *thumbnailFlags) options() (processor.Options, error) {
	o := processor.Options{Choice: f.Choice, Limits: f.Limits}
	if f.Shard != "" {
		shard, err := scan.ParseShard(f.Shard)
		if err != nil {
			return o, fmt.Errorf("--shard: %w", err)
		}
		o.Shard = shard
	}
	return o, validate(o)
}

// options are the engine's options that the flags stand for.
func (f *compareFlags) options() (processor.Options, error) {
	o := processor.DefaultOptions()
	o.Look, o.Subfolders = f.Look, f.Recursive
	return o, validate(o)
}

// validate is [processor.Options.Validate] with the names of the flags.
func validate(o processor.Options) error {
	err := o.Validate()
	if err == nil {
		return nil
	}
	var wrong []string
	for _, err := range unjoin(err) {
		if field, ok := errors.AsType[*option.FieldError](err); ok && field.Flag != "" {
			wrong = append(wrong, "--"+field.Flag+" "+field.Reason)
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
