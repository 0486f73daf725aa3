// Package words turns the texts of the model into the user's language, by the
// translations in assets/translations.
package words

import (
	"fyne.io/fyne/v2/lang"

	"thumbpool/ui/model"
)

// Say says t in the user's language.
func Say(t model.Text) string {
	if t.None() {
		return ""
	}
	if t.Key == "verbatim" {
		return t.Args["Text"].(string)
	}
	if t.Plural {
		args := spoken(t.Args)
		args["Count"] = t.Count // see english
		return lang.XN(t.Key, t.Key, t.Count, args)
	}
	return lang.X(t.Key, t.Key, spoken(t.Args))
}

// Of says the text with the given key.
func Of(key string, pairs ...any) string { return Say(model.Say(key, pairs...)) }

// spoken is what goes into a text, as the user's language writes it.
func spoken(args map[string]any) map[string]any {
	said := make(map[string]any, len(args))
	for name, v := range args {
		switch v := v.(type) {
		case model.Text:
			said[name] = Say(v)
		case int:
			said[name] = number(float64(v), 0)
		case model.Decimal:
			said[name] = number(v.Value, v.Places)
		default:
			said[name] = v
		}
	}
	return said
}
