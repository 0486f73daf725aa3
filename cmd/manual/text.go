package main

import (
	"fmt"
	"strings"

	cli "thumbpool/cmd/thumbpool-cli/flags"
	presets "thumbpool/processor/preset"
)

// text is what stands in a page and in no declaration. In its terms and
// paragraphs a word between asterisks is bold, as a flag is everywhere.
type text struct {
	description []string
	statuses    []term
	files       []term
	environment []term
	examples    []term // what it does, and the command line
	also        []string
}

// term is one entry of a list.
type term struct{ what, says string }

// presetsFile is where both programs keep presets.
func presetsFile() term {
	return term{"~/.config/thumbpool/presets.json", "Presets: looks of thumbnails under a name, of both programs."}
}

func configHome() term {
	return term{"XDG_CONFIG_HOME", "The folder for settings, in the place of ~/.config."}
}

func terminalText() text {
	t := text{
		description: []string{
			"It reads JPEG, PNG, GIF, BMP, TIFF, WebP, HEIC, AVIF, JPEG XL and camera raw files, and never changes a photo. Thumbnails go to a folder *thumbs* inside each folder of photos, or to the one that *--out* names. Of what is there already only thumbnails that the program itself has made of the same photo are replaced.",
			"The first interrupt (Ctrl-C) or SIGTERM finishes the photos in hand, the second one ends at once; neither leaves half a file.",
			"A photo that fails is listed on standard error with the reason and stops no other one.",
		},
		files: []term{
			presetsFile(),
			{"thumbs/", "Inside a folder of photos: their thumbnails, unless *--out* names another folder."},
		},
		environment: []term{
			configHome(),
			{"HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "Proxies for photos on the web; not with *--public-only*."},
			{"TERM", "With *dumb* there is no progress bar."},
		},
		examples: []term{
			{"Thumbnails of a folder, in the folder thumbs inside it", "thumbpool-cli ~/Pictures/Iceland"},
			{"1200 pixels wide or high, without blur, as JPEG, of all folders below", "thumbpool-cli -s 1200 -b 0 --format jpeg -r -o /tmp/small ~/Pictures"},
			{"Cropped to a shape, only of photos that are new or were changed", "thumbpool-cli --mode fill --ratio 3:2 --existing skip ~/Pictures"},
			{"Photos that another program names", "find . -name '*.jpg' -newer last -print0 | thumbpool-cli -o new -"},
			{"A part of a library, so that four machines share the work, and the sums of all parts", "thumbpool-cli -r /photos -o /thumbs --shard 1/4 --json > /reports/1.jsonl\nthumbpool-cli report /reports/*.jsonl"},
			{"Sample pictures, and the fastest setting for them", "thumbpool-cli samples /tmp/samples\nthumbpool-cli compare /tmp/samples --workers 1,2,4"},
		},
		also: []string{"thumbpool"},
	}
	for _, s := range cli.Statuses() {
		t.statuses = append(t.statuses, term{fmt.Sprint(s.Code), sentence(s.Says)})
	}
	return t
}

func windowText() text {
	return text{
		description: []string{
			"Folders and photos can be named, dropped on the window or chosen in it. Nothing starts before the button is pressed. Photos are never changed; their thumbnails go to a folder *thumbs* inside the folder of photos, or to another one that is set.",
			"There is one window to a user: a further start hands what it is to open to the one that is there, and ends. F1 in the window lists the keys.",
		},
		statuses: []term{
			{"0", "The window was closed, or another one has taken over."},
			{"1", "The window could not be shown."},
			{"2", "The command line was wrong."},
		},
		files: []term{
			presetsFile(),
			{"~/.config/fyne/io.github.thumbpool.Thumbpool/", "Settings of the window."},
			{"~/.cache/thumbpool/", "Sample pictures, if they were asked for, and the report of a crash, if there was one."},
			{"~/.cache/fyne/io.github.thumbpool.Thumbpool/, ~/.cache/font_index_v6.cache", "Caches of the toolkit."},
		},
		environment: []term{
			configHome(),
			{"XDG_CACHE_HOME", "The folder for what can be made again, in the place of ~/.cache."},
			{"LANG, LC_ALL, LC_MESSAGES", "The language: English, German, French, Spanish, Japanese or Simplified Chinese."},
			{"DISPLAY, WAYLAND_DISPLAY", "The screen that the window opens on."},
			{"HTTP_PROXY, HTTPS_PROXY, NO_PROXY", "Proxies for photos on the web."},
		},
		examples: []term{
			{"The window with the photos of a folder", "thumbpool ~/Pictures/Iceland"},
		},
		also: []string{"thumbpool-cli"},
	}
}

// sentence is a phrase as a sentence.
func sentence(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }

// builtIn are the names of the presets that every user has.
func builtIn() []string { return presets.Names(presets.BuiltIn()) }
