// Package assets holds the pictures that are built into the program: the
// application icon and the line icons of the window. It knows no toolkit;
// everything comes as bytes, may be asked for from any goroutine, and is the
// caller's own copy.
package assets

import (
	"embed"
	"path"
)

//go:embed icon.png icons/*.svg
var files embed.FS

// Icon names a line icon: an SVG picture of 24 × 24 that is nothing but filled
// paths in black. Fyne recolours fills alone (theme.NewThemedResource), so the
// strokes are drawn as outlines.
type Icon string

// The icons of the window.
const (
	Photos       Icon = "photos"
	Folder       Icon = "folder"
	Moon         Icon = "moon"
	Sun          Icon = "sun"
	More         Icon = "more"
	ChevronRight Icon = "chevron-right"
	ChevronDown  Icon = "chevron-down"
	Pause        Icon = "pause"
	Play         Icon = "play"
	Stop         Icon = "stop"
	Warning      Icon = "warning"
	Check        Icon = "check"
	Close        Icon = "close"
	Retry        Icon = "retry"
)

// Icons are all there are.
func Icons() []Icon {
	return []Icon{
		Photos, Folder, Moon, Sun, More, ChevronRight, ChevronDown,
		Pause, Play, Stop, Warning, Check, Close, Retry,
	}
}

// File is the name of the icon's file, without a folder.
func (i Icon) File() string { return string(i) + ".svg" }

// SVG is the content of that file; nil if there is no such icon.
func (i Icon) SVG() []byte { return read(path.Join("icons", i.File())) }

// AppIcon is the application icon, a PNG picture of 512 × 512 pixels.
func AppIcon() []byte { return read("icon.png") }

func read(name string) []byte {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil
	}
	return data
}
