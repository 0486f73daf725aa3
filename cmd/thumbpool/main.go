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
	"fmt"
	"os"
	"runtime/debug"

	"fyne.io/fyne/v2/app"

	"thumbpool/cmd/thumbpool/console"
	"thumbpool/cmd/thumbpool/early"
	"thumbpool/cmd/thumbpool/flags"
	"thumbpool/cmd/thumbpool/single"
	"thumbpool/processor"
	"thumbpool/processor/crash"
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
	early.Speak()
	os.Exit(run())
}

// run is the program; it returns the exit status.
func run() int {
	if len(os.Args) == 2 && os.Args[1] == processor.WorkerArgument {
		if err := processor.ServeWorker(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "thumbpool:", err)
			return 1
		}
		return 0
	}
	out, complaints := console.Writers()
	f, status, done := flags.Parse(os.Args[1:], out, complaints)
	if done {
		return status
	}
	first, handed := begin(f.Source)
	if handed {
		return 0
	}
	defer first.Close()
	report, end := keepCrashes(ui.CacheFolder())
	defer end()
	debug.SetGCPercent(garbage)
	debug.SetMemoryLimit(processor.MemoryLimit)
	err := ui.Run(app.NewWithID(appID), ui.Options{
		Sources: f.Source, Others: first.Serve, Crash: report,
		Appearance: look.Appearance(f.Appearance), Width: f.WindowSize.Width, Height: f.WindowSize.Height,
		Geometry: f.Geometry, Log: f.Log, Picked: f.Picked,
	})
	if err != nil {
		fmt.Fprintln(complaints, "thumbpool:", err)
		return 1
	}
	return 0
}

// begin hands sources to the window that is open already, if there is one.
func begin(sources []string) (first *single.First, handed bool) {
	folder, err := single.Folder()
	if err != nil {
		return nil, false // this window stands by itself
	}
	return single.Start(folder, sources)
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
