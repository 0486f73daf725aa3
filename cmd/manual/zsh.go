package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// zsh is the completion for zsh.
func zsh(p program) string {
	var b strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	add("#compdef %s", p.name)
	add("# made from the flags of %s by cmd/manual", p.name)
	add("")
	add("_%s_presets() {", p.name)
	add("	local -a names")
	add(`	names=("${(@f)$(%s)}")`, listPresets())
	add("	compadd -a names")
	add("}")
	add("")
	add("_%s_first() {", p.name)
	add("	local -a commands")
	add("	commands=(")
	for _, c := range p.others() {
		add("		%s", quote(c.name+":"+brief(c.about)))
	}
	add("	)")
	add("	_alternative 'files:source:_files' \"commands:command:{_describe command commands}\"")
	add("}")
	add("")
	add("_%s() {", p.name)
	add("	local command=")
	if len(p.others()) > 0 {
		add("	if (( CURRENT > 2 )) && [[ $words[2] == (%s) ]]; then", strings.Join(names(p.others()), "|"))
		add("		command=$words[2]")
		add("		shift words")
		add("		(( CURRENT-- ))")
		add("	fi")
	}
	add("	case $command in")
	for _, c := range p.commands {
		add("	%s)", quote(c.name))
		add("		_arguments -s -S \\")
		for _, f := range c.flags() {
			add("			%s \\", zshFlag(p, f))
		}
		switch {
		case c.wants() == folder:
			add("			'1:folder:_files -/'")
		case c.name == "" && len(p.others()) > 0:
			add("			%s \\", quote("1:source:_"+p.name+"_first"))
			add("			'*:source:_files'")
		default:
			add("			'*:file:_files'")
		}
		add("		;;")
	}
	add("	esac")
	add("}")
	add("")
	add(`_%s "$@"`, p.name)
	return b.String()
}

// zshFlag is a flag as _arguments of zsh wants it.
func zshFlag(p program, f *kong.Flag) string {
	spec := "[" + zshText(brief(f.Help)) + "]"
	if kindOf(f) != nothing {
		spec += ":" + zshText(strings.ToLower(value(f))) + ":" + zshValue(p, f)
	}
	long := "--" + f.Name
	if kindOf(f) != nothing {
		long += "="
	}
	if f.Short == 0 {
		return quote(long + spec)
	}
	short := "-" + string(f.Short)
	if kindOf(f) != nothing {
		short += "+"
	}
	return quote(fmt.Sprintf("(-%c --%s)", f.Short, f.Name)) + "{" + short + "," + long + "}" + quote(spec)
}

func zshValue(p program, f *kong.Flag) string {
	switch kindOf(f) {
	case words:
		return "(" + strings.Join(f.EnumSlice(), " ") + ")"
	case file:
		return "_files"
	case folder:
		return "_files -/"
	case preset:
		return "_" + p.name + "_presets"
	}
	return " "
}

// zshText is text inside of a specification.
func zshText(s string) string {
	return strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`, ":", `\:`).Replace(s)
}
