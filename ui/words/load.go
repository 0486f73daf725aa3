package words

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"
	"github.com/jeandeaual/go-locale"
	"golang.org/x/text/language"

	"thumbpool/assets/translations"
)

// languages are those of the translations, by the names of their files. The
// first is for all who speak none of them.
var languages = []string{"en", "de", "es", "fr", "ja", "zh-Hans"}

// others are languages that Fyne has words of its own in. For a user of one of
// them it would look for ours in it too, and complain of each.
var others = []string{"cs", "el", "pl", "pt", "pt-BR", "ru", "sv", "ta", "uk"}

// Load makes the translations known to Fyne. It is called once, before a window
// is made.
func Load() error {
	// What is wrong with the locale is no news to the user, and Fyne says it for
	// each file.
	defer log.SetOutput(log.Writer())
	log.SetOutput(io.Discard)

	for _, name := range languages {
		text, err := translations.FS.ReadFile(name + ".json")
		if err != nil {
			return err
		}
		if err := lang.AddTranslationsForLocale(text, fyne.Locale(name)); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	tag, chosen := choose(users())
	more, err := separators(tag, chosen), error(nil)
	if slices.Contains(others, chosen) {
		more, err = english()
	}
	if err != nil || more == nil {
		return err
	}
	text, err := json.Marshal(more)
	if err != nil {
		return err
	}
	return lang.AddTranslationsForLocale(text, fyne.Locale(chosen))
}

// Settle has the toolkit take a user whose locale is no language, such as C.UTF-8 or
// xx_YY, for one who speaks English, and not complain of it each time it looks. It is
// called once, before a window is made.
func Settle() error {
	name, err := locale.GetLocale()
	if err != nil || len(name) < 2 { // none: the toolkit takes English
		return nil //nolint:nilerr // it is not wrong to have none
	}
	if _, err := language.Parse(name); err == nil {
		return nil
	}
	return os.Setenv("LANGUAGE", languages[0])
}

// Locale is the user's locale, such as de-AT, or en where there is no
// translation for it.
func Locale() string {
	tag, chosen := choose(users())
	if slices.Contains(others, chosen) {
		return languages[0]
	}
	return tag.String()
}

// english are the English texts for use under the name of another language,
// whose rules would choose the wrong one of two plural forms: each chooses by
// itself instead.
func english() (map[string]any, error) {
	file, err := translations.FS.ReadFile(languages[0] + ".json")
	if err != nil {
		return nil, err
	}
	texts := map[string]any{}
	if err := json.Unmarshal(file, &texts); err != nil {
		return nil, err
	}
	for key, text := range texts {
		if forms, ok := text.(map[string]any); ok {
			either := fmt.Sprintf("{{if eq .Count 1}}%s{{else}}%s{{end}}", forms["one"], forms["other"])
			texts[key] = map[string]string{"zero": either, "one": either, "two": either, "few": either, "many": either, "other": either}
		}
	}
	return texts, nil
}

// users are the languages that the user wants, the most wanted first.
func users() []language.Tag {
	names, _ := locale.GetLocales() // none will do
	var tags []language.Tag
	for _, name := range names {
		if tag, err := language.Parse(name); err == nil {
			tags = append(tags, tag)
		}
	}
	return tags
}

// choose returns the language that Fyne chooses too, and the locale of it that
// the user wants.
func choose(wanted []language.Tag) (tag language.Tag, chosen string) {
	all := slices.Concat(languages, others)
	var known []language.Tag
	for _, name := range all {
		known = append(known, language.MustParse(name))
	}
	_, i, sure := language.NewMatcher(known).Match(wanted...)
	if sure == language.No {
		return known[0], all[0]
	}
	base, _ := known[i].Base()
	for _, tag := range wanted {
		if b, _ := tag.Base(); b == base {
			return tag, all[i]
		}
	}
	return known[i], all[i]
}

// separators are the signs in numbers where they are not those of the language
// in general; nil where they are.
func separators(tag language.Tag, chosen string) map[string]any {
	region, _ := tag.Region()
	switch r := region.String(); {
	case chosen == "de" && (r == "CH" || r == "LI"):
		return map[string]any{"number.group": "’", "number.decimal": ".", "number.together": "3"}
	case chosen == "es" && slices.Contains([]string{"MX", "US", "DO", "GT", "HN", "NI", "PA", "PE", "PR", "SV", "419"}, r):
		return map[string]any{"number.group": ",", "number.decimal": ".", "number.together": "3"}
	}
	return nil
}
