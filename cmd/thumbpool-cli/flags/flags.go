// Package flags declares and reads the command line of the terminal program. Those
// who tell of the flags elsewhere, such as its manual page, read them from the
// declarations: see [Commands] and [Parser].
package flags

import (
	"errors"
	"fmt"
	"io"
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

// Program is the name of the program.
const Program = "thumbpool-cli"

// Command is the command line of one kind of work: [Thumbnails], [Samples],
// [Compare] or [Report].
type Command interface {
	// Name is the word that stands before the flags; empty for the work that the
	// program does without one.
	Name() string
	// About says what the work is. (A method Help would be kong's.)
	About() string
}

// Commands returns the command lines of every kind of work, as they are before
// anything is read, the program's own first.
func Commands() []Command {
	return []Command{NewThumbnails(), &Samples{}, NewCompare(), &Report{}}
}

// Thumbnails are the arguments of the program itself.
type Thumbnails struct {
	Source []string `arg:"" help:"Folders, photos, URLs of photos, and text files (.txt) with a URL to a line. - reads a list of sources from standard input, one to a line or separated by NUL."`

	Preset presetFlag `group:"Thumbnails" placeholder:"NAME" help:"Size, mode, ratio, blur, format, quality and existing as saved in the window under this name; flags beside it win. A name that is not known lists the others."`
	option.Choice
	option.Limits `group:"Limits"`
	Shard         string `group:"Work" placeholder:"K/N" help:"Make only part K of N, so that N machines can share the work."`
	ExitZero      bool   `group:"Work" name:"exit-zero" help:"Exit with 0 although photos failed, so that a scheduler does not take the machine for the one at fault; what keeps a run from its end still fails it."`

	Order  string `group:"Output" default:"finished" enum:"finished,name" help:"Print photos as they are finished, or in the order of the scan with name."`
	JSON   bool   `group:"Output" name:"json" xor:"output" help:"Print events, one JSON object to a line."`
	Report string `group:"Output" placeholder:"FILE" help:"Write what became of each photo to a new file: a table if its name ends in .csv, JSON if in .json, else text."`
	Quiet  bool   `group:"Output" short:"q" xor:"output" help:"Print failures only."`

	Version kong.VersionFlag `help:"Print the version."`
}

// NewThumbnails returns what the flags are that are not given.
func NewThumbnails() *Thumbnails {
	o := processor.DefaultOptions()
	return &Thumbnails{Choice: o.Choice, Limits: o.Limits}
}

// Name is empty: this is what the program is for.
func (*Thumbnails) Name() string { return "" }

// About says what the work is.
func (*Thumbnails) About() string {
	return "Makes thumbnails of photos, blurred or not. " +
		`Other work: "thumbpool-cli samples DIR" writes sample pictures to try it with, ` +
		`"thumbpool-cli compare DIR" finds the fastest setting, ` +
		`"thumbpool-cli report FILE…" adds up what several runs printed with --json; ` +
		"a folder of such a name is given as ./samples. " +
		"Exit status: " + statuses() + "."
}

// Status is an exit status and what it says.
type Status struct {
	Code int
	Says string
}

// Statuses returns those that the program ends with.
func Statuses() []Status {
	return []Status{{0, "all made"}, {1, "some failed"}, {2, "nothing could start"}, {130, "interrupted"}}
}

func statuses() string {
	var all []string
	for _, s := range Statuses() {
		all = append(all, fmt.Sprintf("%d %s", s.Code, s.Says))
	}
	return strings.Join(all, ", ")
}

// Samples are the arguments of "thumbpool-cli samples".
type Samples struct {
	Dir        string  `arg:"" help:"Folder for the pictures; made if it is not there."`
	Count      int     `default:"${count}" help:"How many pictures."`
	Megapixels float64 `default:"${megapixels}" help:"Size of each in megapixels."`
	Seed       uint64  `default:"0" help:"Number of the first picture; the same seed gives the same pictures."`
}

// Name is the word before the flags.
func (*Samples) Name() string { return "samples" }

// About says what the work is.
func (*Samples) About() string {
	return "Writes sample pictures: seeded landscapes, as a camera would save them."
}

// Compare are the arguments of "thumbpool-cli compare".
type Compare struct {
	Source []string `arg:"" help:"Folders and photos."`

	option.Look `group:"Thumbnails"`
	Recursive   bool     `group:"Comparison" short:"r" help:"Search the folders inside folders too."`
	Workers     []int    `group:"Comparison" default:"${counts}" varies:"1, 2, 4 and so on below the number of cores, and that number" help:"Numbers of workers."`
	Pool        []string `group:"Comparison" default:"goroutines,processes" enum:"sequential,goroutines,processes" help:"Pools; working in turn is always timed, as the baseline."`
	Repeat      int      `group:"Comparison" default:"${rounds}" help:"How often each setting is timed."`
	Sample      int      `group:"Comparison" default:"${sample}" help:"Most photos to take."`
	Chart       string   `group:"Output" placeholder:"FILE" help:"Draw the chart into a new SVG file."`
	JSON        bool     `group:"Output" name:"json" help:"Print the figures as one JSON object."`
}

// NewCompare returns what the flags are that are not given.
func NewCompare() *Compare { return &Compare{Look: option.DefaultLook()} }

// Name is the word before the flags.
func (*Compare) Name() string { return "compare" }

// About says what the work is.
func (*Compare) About() string {
	return "Times a sample of the photos in turn and with each pool and number of workers, " +
		"writing nothing, and says which setting is the fastest and what bounds it."
}

// Report are the arguments of "thumbpool-cli report".
type Report struct {
	File []string `arg:"" help:"Files that --json wrote; - is standard input."`
	JSON bool     `name:"json" help:"Print the sums as one JSON object."`
}

// Name is the word before the flags.
func (*Report) Name() string { return "report" }

// About says what the work is.
func (*Report) About() string {
	return "Adds up the reports of several runs, such as the shards of one library. " +
		"A photo counts once, with what the last run says of it. The time is that from the first start to the last end, " +
		"by the clocks of the machines, and as right as they agree. " +
		"Exit status: 0 nothing is missing, 1 some failed or a part has no end, 2 a file is no report."
}

// Parse reads the arguments after the command's name into c, a pointer. done says
// that there is nothing left to do but to end with the exit status, since what was
// asked for stands in out. The error is for the user.
func Parse(c Command, args []string, out io.Writer) (status int, done bool, err error) {
	parser := Parser(c, kong.Writers(out, out), kong.Exit(func(code int) { status, done = code, true })) // --help and --version
	if _, err := parser.Parse(args); err != nil && !done {
		return 0, false, fmt.Errorf("%w; %s --help lists the flags", err, parser.Model.Name)
	}
	return status, done, nil
}

// Parser returns the parser for a command line, and in it the model of its flags.
func Parser(c Command, more ...kong.Option) *kong.Kong {
	parser, err := kong.New(c, append(more,
		kong.Name(strings.TrimSpace(Program+" "+c.Name())),
		kong.Description(c.About()),
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100}),
		variables(),
		declared(c),
		scaled("MB"), scaled("kB"), scaled("megapixels"),
	)...)
	if err != nil {
		panic(err) // the structs above are wrong
	}
	return parser
}

// variables are the values that the tags above refer to.
func variables() kong.Vars {
	s, c := sample.DefaultOptions(), compare.DefaultOptions()
	counts := compare.WorkerCounts(runtime.GOMAXPROCS(0))
	return kong.Vars{
		"version":    Program + " " + processor.Version,
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

// Options are the engine's options that the flags stand for.
func (f *Thumbnails) Options() (processor.Options, error) {
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

// Options are the engine's options that the flags stand for.
func (f *Compare) Options() (processor.Options, error) {
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
	for _, err := range err.(interface{ Unwrap() []error }).Unwrap() { // as errors.Join has it
		if field, ok := errors.AsType[*option.FieldError](err); ok && field.Flag != "" {
			wrong = append(wrong, "--"+field.Flag+" "+field.Reason)
		} else {
			wrong = append(wrong, err.Error())
		}
	}
	return errors.New(strings.Join(wrong, "; "))
}
