package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// fish is the completion for fish.
func fish(p program) string {
	var b strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	function := "__" + strings.ReplaceAll(p.name, "-", "_")
	add("# fish completion for %s, made from its flags by cmd/manual", p.name)
	if len(p.others()) > 0 {
		add("")
		add("# says whether the command is the one given; no word is the program's own")
		add("function %s_command", function)
		add("	set -l words (commandline -opc) ''")
		add("	switch $words[2]")
		add("		case %s", strings.Join(names(p.others()), " "))
		add("			test \"$argv[1]\" = $words[2]")
		add("		case '*'")
		add("			test -z \"$argv[1]\"")
		add("	end")
		add("end")
		add("")
		add("function %s_first", function)
		add("	test (count (commandline -opc)) = 1")
		add("end")
		add("")
		for _, c := range p.others() {
			add("complete -c %s -n %s_first -a %s -d %s", p.name, function, c.name, quote(brief(c.about)))
		}
	}
	add("")
	add("function %s_presets", function)
	add("	sh -c %s", fishQuote(listPresets()))
	add("end")
	for _, c := range p.commands {
		add("")
		when := ""
		if len(p.others()) > 0 {
			when = " -n " + quote(strings.TrimSpace(function+"_command "+c.name))
		}
		if c.wants() == folder {
			add("complete -c %s%s -f -a '(__fish_complete_directories)'", p.name, when)
		}
		for _, f := range c.flags() {
			short := ""
			if f.Short != 0 {
				short = " -s " + string(f.Short)
			}
			add("complete -c %s%s%s -l %s%s -d %s", p.name, when, short, f.Name, fishValue(function, f), quote(brief(f.Help)))
		}
	}
	return b.String()
}

func fishValue(function string, f *kong.Flag) string {
	switch kindOf(f) {
	case nothing:
		return ""
	case words:
		return " -x -a " + quote(strings.Join(f.EnumSlice(), " "))
	case file:
		return " -r -F"
	case folder:
		return " -x -a '(__fish_complete_directories)'"
	case preset:
		return " -x -a '(" + function + "_presets)'"
	}
	return " -x"
}

// fishQuote is s as one word of fish, which takes a backslash between quotes for
// one that quotes.
func fishQuote(s string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
}
