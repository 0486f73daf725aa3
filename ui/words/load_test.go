package words

import (
	"bytes"
	"log"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2/lang"

	"thumbpool/ui/model"
)

func TestEveryLocaleHasALanguageAndNoComplaint(t *testing.T) {
	tests := map[string]string{ // what the button says, by locale
		"en_US.UTF-8": "Pause", "de_AT.UTF-8": "Fortsetzen", "fr_CA": "Reprendre", "es_MX.UTF-8": "Reanudar", "es_419": "Reanudar",
		"ja_JP.UTF-8": "再開", "zh_CN.UTF-8": "继续", "zh_SG": "继续", "zh_TW.UTF-8": "继续", "zh_HK": "继续",
		"nl_NL:de_DE": "Fortsetzen", "gsw_CH": "Fortsetzen",
		"cs_CZ.UTF-8:de_DE.UTF-8": "Resume",
	}
	for english := range strings.FieldsSeq(`C C.UTF-8 POSIX en_IN x@y cs_CZ el_GR pl_PL.UTF-8 pt_BR.UTF-8 pt_PT ru_RU sv_SE
		ta_IN uk_UA it_IT nl_NL da_DK fi_FI nb_NO hu_HU tr_TR ko_KR vi_VN th_TH ar_EG he_IL hi_IN bn_BD fa_IR ro_RO bg_BG sr_RS
		sr_RS@latin hr_HR sk_SK sl_SI lt_LT lv_LV et_EE id_ID ms_MY sw_KE am_ET is_IS ga_IE cy_GB mt_MT sq_AL mk_MK be_BY kk_KZ`) {
		tests[english] = "Resume"
	}
	tests[""] = "Resume"
	tests["en_US.UTF-8"] = "Resume"
	for locale, want := range tests {
		t.Run(locale, func(t *testing.T) {
			var said bytes.Buffer
			log.SetOutput(&said)
			defer log.SetOutput(os.Stderr)
			speak(t, locale)
			if got := Of("foot.resume"); got != want {
				t.Errorf("the button says %q, want %q", got, want)
			}
			if want == "Resume" {
				for n, want := range map[int]string{0: "0 photos", 1: "1 photo", 2: "2 photos", 5: "5 photos", 21: "21 photos", 1234: "1,234 photos"} {
					if got := Say(model.Count("photos", n)); got != want {
						t.Errorf("%q, want %q", got, want)
					}
				}
			}
			_ = lang.L("Cancel") // a text of Fyne's own dialogs
			if said.Len() > 0 {
				t.Errorf("it is logged:\n%s", said.String())
			}
		})
	}
}

func TestLocale(t *testing.T) {
	for locale, want := range map[string]string{
		"": "en", "C.UTF-8": "en", "pl_PL.UTF-8": "en", "it_IT": "en", "de_AT.UTF-8": "de-AT", "ja_JP.UTF-8": "ja-JP", "zh_TW": "zh-TW", "zh_CN": "zh-CN",
	} {
		t.Run(locale, func(t *testing.T) {
			speak(t, locale)
			if got := Locale(); got != want {
				t.Errorf("the locale is %q, want %q", got, want)
			}
		})
	}
}
