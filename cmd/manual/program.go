package main

import (
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	cli "thumbpool/cmd/thumbpool-cli/flags"
	window "thumbpool/cmd/thumbpool/flags"
)

// program is what pages and completions tell of: its commands, the first of them
// the one without a name, and what a page says besides.
type program struct {
	name, does string // does stands in the page's first line
	commands   []command
	text       text
}

// command is one kind of work.
type command struct {
	name, about string
	groups      []group // of flags
	arguments   []*kong.Positional
}

// group are the flags that have to do with one thing; its title may be empty.
type group struct {
	title string
	flags []*kong.Flag
}

// programs reads the declarations of both programs.
func programs() []program {
	terminal := program{name: cli.Program, does: "make thumbnails of photos in a terminal", text: terminalText()}
	for _, c := range cli.Commands() {
		terminal.commands = append(terminal.commands, read(cli.Parser(c), c.Name()))
	}
	return []program{
		{
			name: "thumbpool", does: "make thumbnails of photos in a window", text: windowText(),
			commands: []command{read(window.Parser(&window.Flags{}), "")},
		},
		terminal,
	}
}

// read reads the model of a command line.
func read(k *kong.Kong, name string) command {
	c := command{name: name, about: k.Model.Help, arguments: k.Model.Positional}
	for _, f := range k.Model.Flags {
		if f.Hidden {
			continue
		}
		title := ""
		if f.Group != nil {
			title = f.Group.Title
		}
		i := slices.IndexFunc(c.groups, func(g group) bool { return g.title == title })
		if i < 0 {
			i = len(c.groups)
			c.groups = append(c.groups, group{title: title})
		}
		c.groups[i].flags = append(c.groups[i].flags, f)
	}
	return c
}

// flags are the flags of all groups.
func (c command) flags() []*kong.Flag {
	var all []*kong.Flag
	for _, g := range c.groups {
		all = append(all, g.flags...)
	}
	return all
}

// others are the commands that have a name.
func (p program) others() []command { return p.commands[1:] }

// kind says what is to be given: for a flag after it, for an argument in its place.
type kind int

const (
	nothing kind = iota
	words        // one of some words
	file
	folder
	preset
	other // a number, a shape …
)

// kindOf says what the flag wants to have after it.
func kindOf(f *kong.Flag) kind {
	switch {
	case f.IsBool():
		return nothing
	case f.Enum != "":
		return words
	case f.PlaceHolder == "FILE":
		return file
	case f.PlaceHolder == "DIR":
		return folder
	case f.Name == "preset":
		return preset
	}
	return other
}

// wants says what the command wants as arguments.
func (c command) wants() kind {
	if len(c.arguments) == 1 && c.arguments[0].Name == "dir" {
		return folder
	}
	return file
}

// value is what a page calls that which the flag wants to have after it.
func value(f *kong.Flag) string {
	switch {
	case f.PlaceHolder != "":
		return f.PlaceHolder
	case f.Target.Type() == reflect.TypeFor[time.Duration]():
		return "TIME"
	case f.Enum == "" && f.IsSlice():
		return "N,..."
	case f.Enum == "":
		return "N"
	case f.IsSlice():
		return "WORD,..."
	}
	return "WORD"
}

// brief is the beginning of a help text, for the one line that a shell shows.
func brief(help string) string {
	for _, end := range []string{";", ". "} {
		help, _, _ = strings.Cut(help, end)
	}
	return strings.TrimSuffix(help, ".")
}
