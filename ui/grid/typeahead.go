package grid

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// typePause is how long after a letter the next one belongs to the same name.
const typePause = time.Second

// TypedRune goes to the next photo whose name begins with what was typed. A letter
// typed again and again goes through all names that begin with it.
func (g *Grid) TypedRune(r rune) {
	if !unicode.IsPrint(r) || (r == ' ' && g.typed == "") {
		return // Space alone is the window's
	}
	g.typed += string(r)
	g.keepTyping()
	g.seek()
}

// typingKey does what a key means while a name is being typed, and says whether
// it means anything.
func (g *Grid) typingKey(name fyne.KeyName) bool {
	switch {
	case g.typed == "":
		return false
	case name == fyne.KeySpace: // comes as a rune too
	case name == fyne.KeyBackspace:
		_, n := utf8.DecodeLastRuneInString(g.typed)
		g.typed = g.typed[:len(g.typed)-n]
		g.keepTyping()
		g.seek()
	case name == fyne.KeyEscape:
		g.stopTyping()
	default:
		return false
	}
	return true
}

// keepTyping shows what was typed, for a while.
func (g *Grid) keepTyping() {
	g.typing++
	turn := g.typing
	g.note.show(g.typed)
	g.Clock.After(typePause, func() {
		if turn == g.typing {
			g.stopTyping()
		}
	})
}

func (g *Grid) stopTyping() {
	g.typing++
	g.typed = ""
	g.note.show("")
}

// seek selects the photo that was typed. A single letter leaves the current one.
func (g *Grid) seek() {
	first, n := utf8.DecodeRuneInString(g.typed)
	if n == 0 {
		return
	}
	again := strings.Trim(g.typed, string(first)) == "" // one letter, or the same all the time
	place := g.find(g.typed, again)
	if place < 0 && again {
		place = g.find(string(first), true)
	}
	if place < 0 {
		return
	}
	g.choose(g.source.Shown()[place])
	g.reveal(place)
	g.board.arrange()
}

// find is the place of the next photo whose name begins with text, from the
// current one on or after it, or -1.
func (g *Grid) find(text string, after bool) int {
	shown := g.source.Shown()
	from := max(0, g.source.Place(g.selected))
	if after && g.source.Place(g.selected) >= 0 {
		from++
	}
	for i := range shown {
		place := (from + i) % len(shown)
		if begins(g.source.Cell(shown[place]).Photo.Rel, text) {
			return place
		}
	}
	return -1
}

// begins says whether a path, or a part of it after a separator, begins with
// text, in small or capital letters.
func begins(path, text string) bool {
	for {
		if hasPrefixFold(path, text) {
			return true
		}
		i := strings.IndexAny(path, `/\`)
		if i < 0 {
			return false
		}
		path = path[i+1:]
	}
}

func hasPrefixFold(s, prefix string) bool {
	for _, p := range prefix {
		r, n := utf8.DecodeRuneInString(s)
		if n == 0 || (r != p && unicode.ToLower(r) != unicode.ToLower(p)) {
			return false
		}
		s = s[n:]
	}
	return true
}
