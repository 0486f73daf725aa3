package main

import (
	"fmt"
	"strings"

	"github.com/alecthomas/kong"
)

// bash is the completion for bash, from the one of macOS (3.2) on. It needs nothing
// of the package bash-completion.
func bash(p program) string {
	var b strings.Builder
	add := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	function := "_" + strings.ReplaceAll(p.name, "-", "_")
	add("# bash completion for %s, made from its flags by cmd/manual", p.name)
	add("%s() {", function)
	add(`	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} command='' candidates='' reply`)
	add("	COMPREPLY=()")
	add("	# --flag=value comes as three words")
	add("	if [[ $cur == = ]]; then")
	add("		cur=''")
	add("	elif [[ $prev == = ]]; then")
	add("		prev=${COMP_WORDS[COMP_CWORD - 2]}")
	add("	fi")
	if len(p.others()) > 0 {
		add("	case ${COMP_WORDS[1]} in")
		add("	%s) ((COMP_CWORD == 1)) || command=${COMP_WORDS[1]} ;;", strings.Join(names(p.others()), " | "))
		add("	esac")
	}
	add("	case $command:$prev in")
	for _, c := range p.commands {
		byAction := map[string][]string{}
		var actions []string // in the order of the flags
		for _, f := range c.flags() {
			action := bashValue(f)
			if action == "" {
				continue
			}
			if byAction[action] == nil {
				actions = append(actions, action)
			}
			byAction[action] = append(byAction[action], c.name+":--"+f.Name)
			if f.Short != 0 {
				byAction[action] = append(byAction[action], c.name+":-"+string(f.Short))
			}
		}
		for _, action := range actions {
			add("	%s)", strings.Join(byAction[action], " | "))
			add("		%s", strings.ReplaceAll(action, "\n", "\n\t\t"))
			add("		;;")
		}
	}
	add("	esac")
	add("	[[ -n $candidates ]] || case $command:$cur in")
	for _, c := range p.commands {
		var all []string
		for _, f := range c.flags() {
			all = append(all, "--"+f.Name)
			if f.Short != 0 {
				all = append(all, "-"+string(f.Short))
			}
		}
		add("	%s:-*) candidates=%s ;;", c.name, quote(strings.Join(all, " ")))
	}
	for _, c := range p.others() {
		if c.wants() == folder {
			add("	%s:*) compopt +o default -o dirnames 2>/dev/null ;;", c.name)
		}
	}
	if len(p.others()) > 0 {
		add("	:*)")
		add("		((COMP_CWORD == 1)) && candidates=%s", quote(strings.Join(names(p.others()), " ")))
		add("		compopt -o plusdirs 2>/dev/null")
		add("		;;")
	}
	add("	esac")
	add(`	while IFS= read -r reply; do COMPREPLY+=("$reply"); done < <(compgen -W "$candidates" -- "$cur")`)
	add("}")
	add("complete -o default -F %s %s", function, p.name)
	return b.String()
}

// bashValue are the lines that complete what the flag wants to have after it; empty
// if that is nothing. Files are what the shell completes by itself.
func bashValue(f *kong.Flag) string {
	switch kindOf(f) {
	case words:
		return "candidates=" + quote(strings.Join(f.EnumSlice(), " "))
	case folder:
		return "compopt +o default -o dirnames 2>/dev/null\nreturn"
	case file:
		return "return"
	case preset:
		return "compopt +o default -o filenames 2>/dev/null # so that spaces are quoted\n" +
			"cur=${cur//[\\\"\\'\\\\]/}\n" +
			fmt.Sprintf(`while IFS= read -r reply; do [[ $reply == "$cur"* ]] && COMPREPLY+=("$reply"); done < <(%s)`+"\nreturn", listPresets())
	case other:
		return "compopt +o default 2>/dev/null\nreturn"
	}
	return ""
}

// listPresets is a command of a POSIX shell that prints the names of the presets: the
// user's, which stand in the file in a line each, and the built-in ones.
func listPresets() string {
	var quoted []string
	for _, name := range builtIn() {
		quoted = append(quoted, quote(name))
	}
	return `sed -n 's/^ *"name": "\([^"\\]*\)",*$/\1/p' "${XDG_CONFIG_HOME:-$HOME/.config}/thumbpool/presets.json" 2>/dev/null; printf '%s\n' ` + strings.Join(quoted, " ")
}

// quote is s as one word of a shell.
func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// names are those of the commands.
func names(commands []command) []string {
	var all []string
	for _, c := range commands {
		all = append(all, c.name)
	}
	return all
}
