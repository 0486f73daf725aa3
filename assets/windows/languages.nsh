; What the installer says itself, in the languages of the window. MAKE is the entry
; in the menus of Explorer, in the words of the window's button.
!macro Say LANGUAGE MAKE OPEN STAYS
  LangString MAKE ${LANG_${LANGUAGE}} "${MAKE}"
  LangString OPEN ${LANG_${LANGUAGE}} "${OPEN}"
  LangString STAYS ${LANG_${LANGUAGE}} "${STAYS}"
!macroend
!define SETTINGS "%APPDATA%\thumbpool, %APPDATA%\fyne\io.github.thumbpool.Thumbpool"

!insertmacro Say ENGLISH "Make thumbnails" \
  "Thumbpool is still open. Please close it, and wait for the thumbnails it is making." \
  "Your photos and thumbnails are not touched. Your settings and presets stay in ${SETTINGS}."
!insertmacro Say GERMAN "Vorschaubilder erstellen" \
  "Thumbpool ist noch offen. Bitte schließen Sie es, und warten Sie auf die Vorschaubilder, die es gerade erstellt." \
  "Ihre Fotos und Vorschaubilder bleiben, wie sie sind. Ihre Einstellungen und Vorlagen bleiben in ${SETTINGS}."
!insertmacro Say FRENCH "Créer les miniatures" \
  "Thumbpool est encore ouvert. Veuillez le fermer et attendre les miniatures en cours." \
  "Vos photos et vos miniatures ne sont pas touchées. Vos réglages restent dans ${SETTINGS}."
!insertmacro Say SPANISH "Crear miniaturas" \
  "Thumbpool sigue abierto. Ciérrelo y espere a las miniaturas que está creando." \
  "Sus fotos y miniaturas no se tocan. Sus ajustes permanecen en ${SETTINGS}."
!insertmacro Say JAPANESE "サムネイルを作成" \
  "Thumbpool がまだ開いています。閉じて、作成中のサムネイルが終わるのをお待ちください。" \
  "写真とサムネイルはそのまま残ります。設定は ${SETTINGS} に残ります。"
!insertmacro Say SIMPCHINESE "生成缩略图" \
  "Thumbpool 仍在运行。请关闭它，并等待正在生成的缩略图完成。" \
  "您的照片和缩略图不会改动。您的设置保留在 ${SETTINGS}。"
