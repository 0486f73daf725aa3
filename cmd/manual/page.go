package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/alecthomas/kong"

	"thumbpool/processor"
)

// page is the manual page of a program in the macros of man(7), which GNU man and
// mandoc read. date may be empty.
func page(p program, date string) string {
	var r roff
	main := p.commands[0]
	r.line(`.\" Made from the flags by cmd/manual.`)
	r.line(`.TH %s 1 "%s" "Thumbpool %s" "User Commands"`, roffWord(strings.ToUpper(p.name)), date, processor.Version)
	r.section("NAME")
	r.line(`%s \- %s`, roffWord(p.name), p.does)
	r.section("SYNOPSIS")
	for i, c := range p.commands {
		if i > 0 {
			r.line(".br")
		}
		r.line("%s", synopsis(p, c))
	}
	r.section("DESCRIPTION")
	r.text(main.about)
	for _, more := range p.text.description {
		r.line(".PP")
		r.text(more)
	}
	r.section("OPTIONS")
	r.command(main)
	if others := p.others(); len(others) > 0 {
		r.section("COMMANDS")
		for _, c := range others {
			r.line(".SS %s", roffWord(c.name))
			r.line("%s", synopsis(p, c))
			r.line(".PP")
			r.text(c.about)
			c.groups = []group{{flags: c.flags()}}
			r.command(c)
		}
	}
	r.terms("EXIT STATUS", p.text.statuses)
	r.terms("FILES", p.text.files)
	r.terms("ENVIRONMENT", p.text.environment)
	r.section("EXAMPLES")
	for i, e := range p.text.examples {
		if i > 0 {
			r.line(".PP")
		}
		r.text(e.what + ":")
		r.line(".PP\n.RS 4\n.nf")
		for line := range strings.SplitSeq(e.says, "\n") {
			r.line("%s", roffWord(line))
		}
		r.line(".fi\n.RE")
	}
	r.section("SEE ALSO")
	for i, name := range p.text.also {
		comma := ""
		if i < len(p.text.also)-1 {
			comma = ","
		}
		r.line(`.BR %s (1)%s`, roffWord(name), comma)
	}
	r.line(".PP")
	r.text(homepage)
	return r.String()
}

// homepage is where there is more to read.
const homepage = "https://github.com/thumbpool/thumbpool"

// roff is the source of a page.
type roff struct{ strings.Builder }

func (r *roff) line(format string, args ...any) { fmt.Fprintf(r, format+"\n", args...) }

func (r *roff) section(title string) { r.line(".SH %s", title) }

// text adds running text, each sentence in lines of its own, as man(7) wants it.
func (r *roff) text(s string) {
	const width = 78
	for sentence := range strings.SplitSeq(strings.ReplaceAll(s, ". ", ".\x00"), "\x00") {
		line := ""
		for word := range strings.FieldsSeq(sentence) {
			word = roffText(word)
			if line != "" && len(line)+len(word) >= width {
				r.line("%s", line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		r.line("%s", line)
	}
}

// terms adds a section with a list.
func (r *roff) terms(title string, terms []term) {
	r.section(title)
	for _, t := range terms {
		r.line(".TP")
		r.line(`\fB%s\fR`, roffWord(t.what))
		r.text(t.says)
	}
}

// command adds the arguments and flags of a command, those without a group last:
// they have to do with all.
func (r *roff) command(c command) {
	for _, a := range c.arguments {
		r.line(".TP")
		r.line(`\fI%s\fR%s`, roffWord(strings.ToUpper(a.Name)), dots(a))
		r.text(a.Help)
	}
	var last []*kong.Flag
	for _, g := range c.groups {
		if g.title == "" {
			last = g.flags
			continue
		}
		r.line(".SS %s", roffWord(g.title))
		r.flags(g.flags)
	}
	if len(c.groups) > 1 {
		r.line(".SS Help")
	}
	r.flags(last)
}

func (r *roff) flags(flags []*kong.Flag) {
	for _, f := range flags {
		r.line(".TP")
		r.line("%s", flagTerm(f))
		r.text(f.Help)
		if f.Enum != "" {
			r.text("One of " + strings.Join(f.EnumSlice(), ", ") + ".")
		}
		switch varies := f.Tag.Get("varies"); {
		case varies != "":
			r.text("Unless given, " + varies + ".")
		case f.HasDefault && f.Default != "" && !f.IsBool():
			r.text("Unless given, " + f.Default + ".")
		}
	}
}

// flagTerm is a flag with what is to be given after it.
func flagTerm(f *kong.Flag) string {
	var b strings.Builder
	if f.Short != 0 {
		fmt.Fprintf(&b, `\fB\-%c\fR, `, f.Short)
	}
	fmt.Fprintf(&b, `\fB%s\fR`, roffWord("--"+f.Name))
	if kindOf(f) != nothing {
		fmt.Fprintf(&b, `=\fI%s\fR`, roffWord(value(f)))
	}
	return b.String()
}

// synopsis is the line that shows how a command is called.
func synopsis(p program, c command) string {
	words := []string{`\fB` + roffWord(strings.TrimSpace(p.name+" "+c.name)) + `\fR`, `[\fIOPTION\fR]...`}
	for _, a := range c.arguments {
		one := `\fI` + roffWord(strings.ToUpper(a.Name)) + `\fR` + dots(a)
		if !a.Required {
			one = "[" + one + "]"
		}
		words = append(words, one)
	}
	return strings.Join(words, " ")
}

func dots(a *kong.Positional) string {
	if a.IsSlice() {
		return "..."
	}
	return ""
}

var (
	bold  = regexp.MustCompile(`\*([^* ][^*]*)\*`)
	flags = regexp.MustCompile(`^(\(?)(--[a-z][a-z-]*)`)
)

// roffText is a word of running text, bold if it is a flag or stands between
// asterisks.
func roffText(s string) string {
	s = flags.ReplaceAllString(s, "$1*$2*")
	s = roffWord(s)
	return bold.ReplaceAllString(s, `\fB$1\fR`)
}

// roffWord is text that roff shows as it stands: nothing in it is a request or an
// escape, and a dash is one that can be copied into a terminal.
func roffWord(s string) string {
	var b strings.Builder
	for i, c := range s {
		switch {
		case i == 0 && c == '.':
			b.WriteString(`\&.`)
		case c == '\\':
			b.WriteString(`\e`)
		case c == '-':
			b.WriteString(`\-`)
		case c == '~':
			b.WriteString(`\(ti`)
		case c == '\'':
			b.WriteString(`\(aq`)
		case c == '"':
			b.WriteString(`\(dq`)
		case c > '~':
			fmt.Fprintf(&b, `\[u%04X]`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
