// Package flags declares and reads the command line of the window. It stands by
// itself so that its tests, and what tells of the flags elsewhere, need neither a
// display nor C nor the toolkit.
package flags

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/alecthomas/kong"

	"thumbpool/processor"
	"thumbpool/processor/scan"
)

// usage is the exit status of a command line that cannot be.
const usage = 2

// Flags are the arguments of the program. Those that are for tests from outside
// and for screenshots are not in the help.
type Flags struct {
	Source  []string         `arg:"" optional:"" help:"Folders and photos to open."`
	Version kong.VersionFlag `help:"Print the version."`

	Appearance string `hidden:"" enum:",dark,light" default:""`
	WindowSize Size   `hidden:""`
	Geometry   string `hidden:"" name:"e2e-geometry"`
	Log        string `hidden:"" name:"e2e-log"`
	Picked     string `hidden:"" name:"e2e-picked"`
}

// Size is one such as 1280x800, in dp.
type Size struct{ Width, Height float32 }

// UnmarshalText reads a size.
func (s *Size) UnmarshalText(text []byte) error {
	if _, err := fmt.Sscanf(string(text), "%fx%f", &s.Width, &s.Height); err != nil {
		return fmt.Errorf("%q is no size such as 1280x800", text)
	}
	return nil
}

// Parse reads the arguments after the program's name; sources that are paths become
// absolute ones. done says that there is nothing left to do but to end with the
// exit status: all is said, to out or to complaints.
func Parse(args []string, out, complaints io.Writer) (f Flags, status int, done bool) {
	parser := Parser(&f,
		kong.Writers(out, complaints),
		kong.Exit(func(code int) { status, done = code, true }), // --help and --version
	)
	if _, err := parser.Parse(args); err != nil && !done {
		fmt.Fprintf(complaints, "thumbpool: %v; thumbpool --help lists the flags\n", err)
		return f, usage, true
	}
	for i, source := range f.Source {
		if full, err := filepath.Abs(source); err == nil && !scan.IsURL(source) {
			f.Source[i] = full // the window that opens it may run in another folder
		}
	}
	return f, status, done
}

// Parser returns the parser of the command line, and in it the model of the flags.
func Parser(f *Flags, more ...kong.Option) *kong.Kong {
	parser, err := kong.New(f, append(more,
		kong.Name("thumbpool"),
		kong.Description("Shows the window, and opens folders and photos in it. Where it is open already it opens them there."),
		kong.Vars{"version": "thumbpool " + processor.Version},
	)...)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	return parser
}
