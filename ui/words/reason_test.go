package words

import (
	"strings"
	"testing"
	"time"

	"thumbpool/processor/reason"
	"thumbpool/ui/model"
)

func TestReasonsOfEveryLanguage(t *testing.T) {
	reasons := []reason.Reason{
		{Key: reason.EndsEarly, Bytes: 60_000},
		{Key: reason.Pixels, Pixels: 400e6, Most: 150e6},
		{Key: reason.Side, Pixels: 120_000, Most: 100_000},
		{Key: reason.Time, Limit: 2 * time.Minute},
		{Key: reason.NotFound, Status: 404},
		{Key: reason.Format, Format: "HEIC"},
		{Key: reason.PartDamaged, Bytes: 1_240_000, Percent: 30},
	}
	const detail = "its check sum is wrong"
	tests := map[string]struct {
		short []string
		whole string // of damage with a detail
	}{
		"en_US": {[]string{
			"The file ends early, after 60 kB", "400 megapixels, the limit is 150", "One side has 120,000 pixels, the limit is 100,000",
			"It took longer than 2 min and was given up", "There is nothing at this address (404)", "HEIC pictures are not supported",
			"The picture is damaged after 1.2 MB: 30% of it could be read",
		}, "Its check sum is wrong"},
		"de_DE": {[]string{
			"Die Datei endet zu früh, nach 60 kB", "400 Megapixel, erlaubt sind 150", "Eine Seite hat 120.000 Pixel, erlaubt sind 100.000",
			"Abgebrochen: Es dauerte länger als 2 min", "Unter dieser Adresse ist nichts (404)", "HEIC-Bilder werden nicht unterstützt",
			"Das Bild ist ab 1,2 MB beschädigt: 30 % davon waren lesbar",
		}, "Das Bild ist beschädigt (Its check sum is wrong)"},
		"ja_JP": {[]string{
			"ファイルが 60 kB で途切れています", "400 メガピクセル (上限 150)", "一辺が 120,000 ピクセルです (上限 100,000)",
			"2 分を超えたため中止しました", "このアドレスには何もありません (404)", "HEIC 形式には対応していません",
			"1.2 MB 以降のデータが壊れていて、画像の 30% だけ読み取れました",
		}, "画像データが壊れています (Its check sum is wrong)"},
	}
	for locale, tt := range tests {
		t.Run(locale, func(t *testing.T) {
			speak(t, locale)
			for i, r := range reasons {
				short, whole := model.Why(r)
				if got := Say(short); got != tt.short[i] || Say(whole) != got {
					t.Errorf("%q, %q; want %q", got, Say(whole), tt.short[i])
				}
			}
			if _, whole := model.Why(reason.Reason{Key: reason.Damaged, Detail: detail}); Say(whole) != tt.whole {
				t.Errorf("%q, want %q", Say(whole), tt.whole)
			}
		})
	}
	if short, whole := model.Why(reason.Reason{}); !short.None() || !whole.None() {
		t.Error("there is something to say of no reason")
	}
	for _, locale := range []string{"de_DE", "fr_FR", "es_ES", "ja_JP", "zh_CN"} { // no figure of a reason is missing
		speak(t, locale)
		for key := range keys(t, "en.json") {
			if name, ok := strings.CutPrefix(key, "reason."); ok && name != "detail" {
				short, _ := model.Why(reason.Reason{Key: reason.Key(name), Format: "X"})
				if got := Say(short); strings.Contains(got, "no value") || got == key {
					t.Errorf("%s: %q", key, got)
				}
			}
		}
	}
}
