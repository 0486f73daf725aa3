// Package flags reads the command line of the window. It stands by itself so
// that its tests need no display and no C.
package flags

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/alecthomas/kong"

	"thumbpool/processor"
	"thumbpool/processor/scan"
	"thumbpool/ui"
	"thumbpool/ui/look"
)

// usage is the exit status of a command line that cannot be.
const usage = 2

// flags are the arguments of the program. Those that are for tests from outside
// and for screenshots are not in the help.
type flags struct {
	Source  []string         `arg:"" optional:"" help:"Folders and photos to open."`
	Version kong.VersionFlag `help:"Print the version."`

	Appearance string `hidden:"" enum:",dark,light" default:""`
	WindowSize size   `hidden:""`
	Geometry   string `hidden:"" name:"e2e-geometry"`
	Log        string `hidden:"" name:"e2e-log"`
	Picked     string `hidden:"" name:"e2e-picked"`
}

// size is one such as 1280x800, in dp.
type size struct{ width, height float32 }

// UnmarshalText reads a size.
func (s *size) UnmarshalText(text []byte) error {
	if _, err := fmt.Sscanf(string(text), "%fx%f", &s.width, &s.height); err != nil {
		return fmt.Errorf("%q is no size such as 1280x800", text)
	}
	return nil
}

// Parse reads the arguments after the program's name. done says that there is
// nothing left to do but to end with the exit status: all is said, to out or to
// complaints.
func Parse(args []string, out, complaints io.Writer) (o ui.Options, status int, done bool) {
	var f flags
	parser, err := kong.New(&f,
		kong.Name("thumbpool"),
		kong.Description("Shows the window, and opens folders and photos in it. Where it is open already it opens them there."),
		kong.Vars{"version": "thumbpool " + processor.Version},
		kong.Writers(out, complaints),
		kong.Exit(func(code int) { status, done = code, true }), // --help and --version
	)
	if err != nil {
		panic(err) // the struct above is wrong
	}
	if _, err := parser.Parse(args); err != nil && !done {
		fmt.Fprintf(complaints, "thumbpool: %v; thumbpool --help lists the flags\n", err)
		return o, usage, true
	}
	o = ui.Options{
		Appearance: look.Appearance(f.Appearance), Width: f.WindowSize.width, Height: f.WindowSize.height,
		Geometry: f.Geometry, Log: f.Log, Picked: f.Picked,
	}
	for _, source := range f.Source {
		if full, err := filepath.Abs(source); err == nil && !scan.IsURL(source) {
			source = full // the window that opens it may run in another folder
		}
		o.Sources = append(o.Sources, source)
	}
	return o, status, done
}
