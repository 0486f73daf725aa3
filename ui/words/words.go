// Package words turns the texts of the model into the user's language, by the
// translations in assets/translations.
package words

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"thumbpool/assets/translations"
	"thumbpool/ui/model"
)

// Load makes the translations known to Fyne. It is called once, before a
// window is made.
func Load() error {
	files, err := translations.FS.ReadDir(".")
	if err != nil {
		return err
	}
	for _, f := range files {
		text, err := translations.FS.ReadFile(f.Name())
		if err != nil {
			return err
		}
		if err := lang.AddTranslations(fyne.NewStaticResource(f.Name(), text)); err != nil {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
	}
	return nil
}

// Say says t in the user's language.
func Say(t model.Text) string {
	if t.None() {
		return ""
	}
	if t.Key == "verbatim" {
		return t.Args["Text"].(string)
	}
	if t.Plural {
		return lang.XN(t.Key, t.Key, t.Count, t.Args)
	}
	return lang.X(t.Key, t.Key, t.Args)
}

// Of says the text with the given key.
func Of(key string, pairs ...any) string { return Say(model.Say(key, pairs...)) }
