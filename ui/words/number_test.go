package words

import (
	"testing"
	"time"

	"thumbpool/ui/model"
)

// speak has the texts in the language of a locale until the test ends.
func speak(t *testing.T, locale string) {
	t.Helper()
	load := func() {
		if err := Load(); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(load) // after Setenv has put things back
	for _, name := range []string{"LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"} {
		t.Setenv(name, locale)
	}
	load()
}

func TestFiguresOfEveryLanguage(t *testing.T) {
	const nn = "\u202f" // narrow no-break space
	texts := []model.Text{
		model.Count("photos", 1), model.Count("photos", 1440), model.Count("photos", 1234567),
		model.Bytes(1_900_000_000), model.Bytes(60_000), model.Bytes(999),
		model.Took(300 * time.Millisecond), model.Took(0), model.Took(72 * time.Second), model.Took(65 * time.Minute),
		model.Exactly(2300 * time.Microsecond), model.Rate(9.5), model.Rate(12345), model.Percent(0.97), model.Times(1.9),
	}
	tests := map[string][]string{
		"en_US.UTF-8": {
			"1 photo", "1,440 photos", "1,234,567 photos", "1.9 GB", "60 kB", "999 bytes",
			"0.3 s", "<0.1 s", "1 min 12 s", "1 h 5 min", "2.3 ms", "9.5 photos/s", "12,345 photos/s", "97%", "1.9×",
		},
		"de_AT.UTF-8": {
			"1 Foto", "1.440 Fotos", "1.234.567 Fotos", "1,9 GB", "60 kB", "999 Byte",
			"0,3 s", "<0,1 s", "1 min 12 s", "1 h 5 min", "2,3 ms", "9,5 Fotos/s", "12.345 Fotos/s", "97 %", "1,9×",
		},
		"de_CH.UTF-8": {
			"1 Foto", "1’440 Fotos", "1’234’567 Fotos", "1.9 GB", "60 kB", "999 Byte",
			"0.3 s", "<0.1 s", "1 min 12 s", "1 h 5 min", "2.3 ms", "9.5 Fotos/s", "12’345 Fotos/s", "97 %", "1.9×",
		},
		"fr_CA.UTF-8": {
			"1 photo", "1" + nn + "440 photos", "1" + nn + "234" + nn + "567 photos", "1,9 Go", "60 ko", "999 octets",
			"0,3 s", "<" + nn + "0,1 s", "1 min 12 s", "1 h 5 min", "2,3 ms", "9,5 photos/s", "12" + nn + "345 photos/s", "97 %", "1,9×",
		},
		"es_ES.UTF-8": {
			"1 foto", "1440 fotos", "1.234.567 fotos", "1,9 GB", "60 kB", "999 bytes",
			"0,3 s", "<0,1 s", "1 min 12 s", "1 h 5 min", "2,3 ms", "9,5 fotos/s", "12.345 fotos/s", "97 %", "1,9×",
		},
		"es_MX.UTF-8": {
			"1 foto", "1,440 fotos", "1,234,567 fotos", "1.9 GB", "60 kB", "999 bytes",
			"0.3 s", "<0.1 s", "1 min 12 s", "1 h 5 min", "2.3 ms", "9.5 fotos/s", "12,345 fotos/s", "97 %", "1.9×",
		},
		"ja_JP.UTF-8": {
			"写真 1 枚", "写真 1,440 枚", "写真 1,234,567 枚", "1.9 GB", "60 kB", "999 バイト",
			"0.3 秒", "0.1 秒未満", "1 分 12 秒", "1 時間 5 分", "2.3 ms", "9.5 枚/秒", "12,345 枚/秒", "97%", "1.9 倍",
		},
		"zh_CN.UTF-8": {
			"1 张照片", "1,440 张照片", "1,234,567 张照片", "1.9 GB", "60 kB", "999 字节",
			"0.3 秒", "<0.1 秒", "1 分钟 12 秒", "1 小时 5 分钟", "2.3 ms", "9.5 张/秒", "12,345 张/秒", "97%", "1.9 倍",
		},
	}
	for locale, want := range tests {
		t.Run(locale, func(t *testing.T) {
			speak(t, locale)
			for i, text := range texts {
				if got := Say(text); got != want[i] {
					t.Errorf("%v is %q, want %q", text, got, want[i])
				}
			}
		})
	}
}

func TestFiguresThatAreTyped(t *testing.T) {
	type typed struct {
		text   string
		places int
		want   float64
	}
	tests := map[string]struct {
		shown string // 2.5
		typed []typed
	}{
		"en_GB.UTF-8": {"2.5", []typed{{"2.5", 1, 2.5}, {"2,5", 1, 2.5}, {" 2048 ", 0, 2048}, {"2,048", 0, 2048}, {"2.5", 0, 2.5}}},
		"de_DE.UTF-8": {"2,5", []typed{{"2.5", 1, 2.5}, {"2,5", 1, 2.5}, {"2.048", 0, 2048}, {"2,5", 0, 2.5}}},
		"ja_JP.UTF-8": {"2.5", []typed{{"2.5", 1, 2.5}, {"2,048", 0, 2048}}},
	}
	for locale, tt := range tests {
		t.Run(locale, func(t *testing.T) {
			speak(t, locale)
			if got := Figure(2.5, 1) + " " + Figure(2048, 0); got != tt.shown+" 2048" {
				t.Errorf("shown as %q", got)
			}
			for _, in := range tt.typed {
				if got, err := ParseFigure(in.text, in.places); err != nil || got != in.want {
					t.Errorf("%q is %v, %v; want %v", in.text, got, err, in.want)
				}
			}
		})
	}
	if _, err := ParseFigure("x", 0); err == nil {
		t.Error("a letter is a number")
	}
}
