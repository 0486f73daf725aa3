// Command thumbpool is the window: it makes thumbnails of the photos in the
// folders that are named, dropped or chosen, and shows each when it is done.
//
// Usage:
//
//	thumbpool [flags] [folder or file ...]
//
// There is one window to a user: when it is open already, a further start hands
// it the folders and files, and ends.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"

	"fyne.io/fyne/v2/app"

	"thumbpool/cmd/thumbpool/single"
	"thumbpool/processor"
	"thumbpool/processor/crash"
	"thumbpool/processor/scan"
	"thumbpool/ui"
	"thumbpool/ui/look"
)

// appID names the program towards the system. It never changes: the settings
// are kept under it.
const appID = "io.github.thumbpool.Thumbpool"

// garbage bounds what lies about between two collections, in percent of what is
// in use. Most of that are pictures, which are cheap to go through.
const garbage = 50

func main() {
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		if err := processor.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "thumbpool:", err)
			os.Exit(1)
		}
		return
	}
	o, ok := options(os.Args[1:])
	if !ok {
		return
	}
	first, handed := begin(o.Sources)
	if handed {
		return
	}
	defer first.Close()
	o.Others = first.Serve
	var end func()
	o.Crash, end = keepCrashes(ui.CacheFolder())
	defer end()
	debug.SetGCPercent(garbage)
	debug.SetMemoryLimit(processor.MemoryLimit)
	if err := ui.Run(app.NewWithID(appID), o); err != nil {
		fmt.Fprintln(os.Stderr, "thumbpool:", err)
		os.Exit(1)
	}
}

// begin hands sources to the window that is open already, if there is one.
func begin(sources []string) (first *single.First, handed bool) {
	folder, err := single.Folder()
	if err != nil {
		return nil, false // this window stands by itself
	}
	return single.Start(folder, sources)
}

// options reads the command line; false when all is said already.
func options(args []string) (ui.Options, bool) {
	var o ui.Options
	flags := flag.NewFlagSet("thumbpool", flag.ExitOnError)
	flags.Usage = func() {
		fmt.Fprintln(flags.Output(), "usage: thumbpool [--version] [folder or file ...]")
	}
	version := flags.Bool("version", false, "print the version")
	// For tests and screenshots; not in the usage.
	appearance := flags.String("appearance", "", "dark or light")
	size := flags.String("window-size", "", "width and height, such as 1280x800")
	flags.StringVar(&o.Geometry, "e2e-geometry", "", "write where the controls are to this file")
	flags.StringVar(&o.Log, "e2e-log", "", "write what happens to this file")
	flags.StringVar(&o.Picked, "e2e-picked", "", "ask for no folder or file, but take this folder and files in it")
	_ = flags.Parse(args) // ends the program itself

	if *version {
		fmt.Println("thumbpool", processor.Version)
		return o, false
	}
	o.Appearance = look.Appearance(*appearance)
	_, _ = fmt.Sscanf(*size, "%fx%f", &o.Width, &o.Height)
	for _, source := range flags.Args() {
		if full, err := filepath.Abs(source); err == nil && !scan.IsURL(source) {
			source = full
		}
		o.Sources = append(o.Sources, source)
	}
	return o, true
}

// keepCrashes makes a report of crashes of earlier starts, whose path it returns if
// there were any, and has the runtime keep one of this start in the user's cache,
// since a window has no terminal to show it in. The window opens without too.
func keepCrashes(folder string) (report string, end func()) {
	report, err := crash.Collect(folder)
	if err != nil {
		fmt.Fprintln(os.Stderr, "thumbpool:", err)
	}
	end, err = crash.Keep(folder, processor.Version)
	if err != nil {
		fmt.Fprintln(os.Stderr, "thumbpool:", err)
		return report, func() {}
	}
	return report, end
}
