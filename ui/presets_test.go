package ui

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"thumbpool/processor"
	"thumbpool/processor/option"
	"thumbpool/processor/preset"
	"thumbpool/ui/control"
	"thumbpool/ui/model"
)

// choose chooses from the menu of a choice in the rail.
func (h *window) choose(part, label string) {
	h.t.Helper()
	items := h.rail.Parts()[part].(*control.Choice).Menu().Items
	i := slices.IndexFunc(items, func(m *fyne.MenuItem) bool { return m.Label == label })
	if i < 0 {
		h.t.Fatalf("the menu of %s has no %q", part, label)
	}
	items[i].Action()
}

// presetShown is what stands for the menu of presets.
func (h *window) presetShown() string {
	c := h.rail.Parts()["preset"].(*control.Choice)
	if c.Changed() {
		return c.Label() + ", changed"
	}
	return c.Label()
}

// answer types into the sheet over the window and presses Enter.
func (h *window) answer(text string) {
	h.t.Helper()
	field, ok := h.win.Canvas().Focused().(*control.Entry)
	if !ok || !h.shell.Asked() {
		h.t.Fatal("nothing asks for anything to be typed")
	}
	field.SetText(text)
	h.key(fyne.KeyReturn)
}

func TestShapeAndUnitReachTheRunAndAreRemembered(t *testing.T) {
	app := test.NewTempApp(t)
	h := newWindowOf(t, app)
	h.choose("shape", "Fill and crop to 3:2")
	h.choose("blurUnit", "of the thumbnail")
	h.SetOutput(func(o processor.Options) processor.Options {
		o.Quality, o.Existing = 70, option.ExistingSkip
		return o
	}(h.Options()))
	check := func(name string, o processor.Options) {
		t.Helper()
		if o.Mode != option.ModeFill || o.Ratio != (option.Ratio{W: 3, H: 2}) || o.BlurUnit != option.BlurOfThumbnail || o.Quality != 70 || o.Existing != option.ExistingSkip {
			t.Errorf("%s: %+v", name, o)
		}
	}
	check("the run", h.running(3).Options)
	h.engine.FinishAll()
	h.untilState(model.Done)
	h.Shutdown()

	again := newWindowOf(t, app)
	check("after a restart", again.Options())
	if got := again.rail.Parts()["shape"].(*control.Choice).Label(); got != "Fill 3:2" {
		t.Errorf("after a restart it shows %q", got)
	}
}

func TestTypedRatio(t *testing.T) {
	h := newWindow(t)
	for _, wrong := range []string{"", "5", "5:", "0:4", "101:1", "a:b"} {
		h.choose("shape", "Other ratio…")
		h.answer(wrong)
		if !h.shell.Asked() || !h.answers()[1].Disabled() {
			t.Fatalf("%q was taken", wrong)
		}
		h.key(fyne.KeyEscape)
		if h.shell.Asked() || h.Options().Mode != option.ModeFit {
			t.Fatalf("Escape did not cancel: %+v", h.Options())
		}
	}
	for text, want := range map[string]option.Ratio{"5:4": {W: 5, H: 4}, " 7 x 5 ": {W: 7, H: 5}, "21/9": {W: 21, H: 9}} {
		h.choose("shape", "Other ratio…")
		h.answer(text)
		if h.shell.Asked() || h.Options().Mode != option.ModeFill || h.Options().Ratio != want {
			t.Errorf("%q became %v", text, h.Options().Ratio)
		}
	}
}

func TestPresetsAreSavedUsedAndRemoved(t *testing.T) {
	app := test.NewTempApp(t)
	h := newWindowOf(t, app)
	h.SetSize(900)
	h.choose("preset", "Save as preset…")
	h.answer("  Postcard ")
	h.until("the preset", func() bool { return h.presetShown() == "Postcard" })
	h.SetSize(300)
	if got := h.presetShown(); got != "Postcard, changed" {
		t.Errorf("after a change it shows %q", got)
	}
	h.SetSize(900)
	if got := h.presetShown(); got != "Postcard" {
		t.Errorf("after the change back it shows %q", got)
	}

	h.choose("preset", "Icons 50")
	if o := h.Options(); o.Size != 50 || o.Mode != option.ModeFill || o.Blur != 0 || h.presetShown() != "Icons 50" {
		t.Errorf("a built-in preset gave %+v, shown %q", o, h.presetShown())
	}
	h.choose("preset", "Postcard")
	if o := h.Options(); o.Size != 900 || o.Mode != option.ModeFit || o.Blur != 2 {
		t.Errorf("the preset gave %+v", o)
	}
	h.SetBlur(3)
	h.choose("preset", "Update “Postcard”")
	h.until("the update", func() bool { return h.presetShown() == "Postcard" })
	own, err := h.presets.Load()
	if err != nil || len(own) != 1 || own[0].Blur != 3 || own[0].Name != "Postcard" {
		t.Errorf("the file holds %+v, %v", own, err)
	}

	h.Shutdown()
	again := newWindowWith(t, app, h.presets)
	again.until("the preset after a restart", func() bool { return again.presetShown() == "Postcard" })
	again.AskRemovePreset("Postcard")
	test.Tap(again.answers()[0])
	again.until("no preset in use", func() bool { return again.presetShown() == "Presets" })
	if own, err := h.presets.Load(); err != nil || len(own) != 0 {
		t.Errorf("the file holds %+v, %v", own, err)
	}
	if o := again.Options(); o.Size != 900 || o.Blur != 3 {
		t.Errorf("removing the preset changed the settings: %+v", o)
	}
}

func TestAPresetTakesThePlaceOfWhatWasTypedWrong(t *testing.T) {
	h := newWindow(t)
	h.ready("/photos", 2)
	number := h.rail.Parts()["sizeEntry"].(*control.Number)
	h.win.Canvas().Focus(number)
	for _, r := range "9000" {
		number.TypedRune(r)
	}
	h.key(fyne.KeyReturn)
	if !h.rail.Make.Disabled() {
		t.Fatal("a wrong size can be made")
	}
	h.choose("preset", "Contact sheet 256")
	if h.rail.Wrong() || h.rail.Make.Disabled() || number.Figure() != "256" {
		t.Errorf("wrong %v, button off %v, size %s", h.rail.Wrong(), h.rail.Make.Disabled(), number.Figure())
	}
}

func TestABrokenFileOfPresetsIsExplainedAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "presets.json")
	const broken = `{"presets": [{"name": "Mine", "size": 7}]}`
	if err := os.WriteFile(path, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	h := newWindowWith(t, test.NewTempApp(t), preset.At(path))
	h.until("word of it", func() bool { return h.PresetMenu().Unreadable })
	h.choose("preset", "Your presets cannot be read…")
	if !h.shell.Asked() {
		t.Fatal("it is not explained")
	}
	h.key(fyne.KeyEscape)
	h.choose("preset", "Save as preset…")
	h.answer("Postcard")
	h.until("why it cannot be saved", func() bool { return h.shell.Asked() })
	if text, err := os.ReadFile(path); err != nil || string(text) != broken {
		t.Errorf("the file is now %q, %v", text, err)
	}
	if got := h.presetShown(); got != "Presets" {
		t.Errorf("it shows %q, which was not saved", got)
	}
}

func TestAppearanceFromTheSettings(t *testing.T) {
	h := newWindow(t)
	h.showOutput()
	light := h.shell.Over()["look"].(*control.Segmented)
	light.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if h.Appearance() != "light" {
		t.Errorf("the appearance is %q", h.Appearance())
	}
}
