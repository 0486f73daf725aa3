// Package uitest prepares the tests of the window's parts, so that they see the
// same on every machine: the texts of one language, and Fyne's own letters.
package uitest

import (
	"os"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/ui/words"
)

// wishes are the variables in which users name their languages.
func wishes() []string { return []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} }

// Main runs the tests of a package, in English, and ends the program.
func Main(m *testing.M) {
	for _, name := range wishes() {
		_ = os.Setenv(name, "en_US.UTF-8")
	}
	os.Unsetenv("FYNE_FONT") // would change every picture
	if err := words.Load(); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// Speak has the texts in the language of a locale until the test ends.
func Speak(t *testing.T, locale string) {
	t.Helper()
	load := func() {
		if err := words.Load(); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(load) // when the environment is as it was
	for _, name := range wishes() {
		t.Setenv(name, locale)
	}
	load()
}

// Inside returns all of a kind that o is made of, o included, in the order in
// which they are drawn.
func Inside[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var found []T
	if is, ok := o.(T); ok {
		found = append(found, is)
	}
	var parts []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		parts = o.Objects
	case fyne.Widget:
		parts = test.WidgetRenderer(o).Objects()
	}
	for _, part := range parts {
		found = append(found, Inside[T](part)...)
	}
	return found
}
