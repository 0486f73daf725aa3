; Installs Thumbpool for one user, who needs no rights but their own.
;
;   Setup.exe [/S] [/D=FOLDER]     /S: without a window
;
; Built by .ci/package/setup, which says VERSION, FILES, ICON, OUT and SIGN. Exit
; codes: 0 done, 1 the user gave up, 2 Thumbpool is open and does not close.
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 32
SetDateSave off ; the same files make the same installer
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WinMessages.nsh

!define APP "Thumbpool"
!define PRODUCT "Software\${APP}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP}"
!define APP_PATHS "Software\Microsoft\Windows\CurrentVersion\App Paths"
!define CLASSES "Software\Classes"
!define APPLICATION "${CLASSES}\Applications\thumbpool.exe"
!define VERB "shell\Thumbpool.Make"
; What the window opens gladly; other pictures can be dropped on it.
!macro EachPicture DO
  !insertmacro ${DO} ".jpg"
  !insertmacro ${DO} ".jpeg"
  !insertmacro ${DO} ".jpe"
  !insertmacro ${DO} ".jfif"
  !insertmacro ${DO} ".png"
  !insertmacro ${DO} ".gif"
  !insertmacro ${DO} ".bmp"
  !insertmacro ${DO} ".dib"
  !insertmacro ${DO} ".tif"
  !insertmacro ${DO} ".tiff"
  !insertmacro ${DO} ".webp"
  !insertmacro ${DO} ".heic"
  !insertmacro ${DO} ".heif"
  !insertmacro ${DO} ".hif"
  !insertmacro ${DO} ".avif"
  !insertmacro ${DO} ".jxl"
  !insertmacro ${DO} ".3fr"
  !insertmacro ${DO} ".arw"
  !insertmacro ${DO} ".cr2"
  !insertmacro ${DO} ".cr3"
  !insertmacro ${DO} ".dng"
  !insertmacro ${DO} ".iiq"
  !insertmacro ${DO} ".nef"
  !insertmacro ${DO} ".nrw"
  !insertmacro ${DO} ".orf"
  !insertmacro ${DO} ".pef"
  !insertmacro ${DO} ".raf"
  !insertmacro ${DO} ".rw2"
  !insertmacro ${DO} ".sr2"
  !insertmacro ${DO} ".srw"
  !insertmacro ${DO} ".x3f"
!macroend

Name "${APP}"
BrandingText "${APP} ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${APP}"
InstallDirRegKey HKCU "${PRODUCT}" "InstallDir"
!if "${SIGN}" != ""
  !uninstfinalize '"${SIGN}" "%1"'
!endif
VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${APP}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "${APP} Setup"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "Thumbpool developers"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\thumbpool.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(STAYS)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The user's language if it is one of these, else the first.
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "Japanese"
!insertmacro MUI_LANGUAGE "SimpChinese"
!include languages.nsh

; CloseProgram asks every window of the program that is installed here to close,
; and returns when neither program runs any more. If one still does, the user can
; end it; without a user the installer gives up.
!macro CloseProgram PREFIX
Function ${PREFIX}CloseProgram
  StrCpy $0 0
  ${Do}
    FindWindow $0 "GLFW30" "" 0 $0 ; the next of this class
    ${If} $0 P= 0
      ${ExitDo}
    ${EndIf}
    System::Call 'user32::GetWindowThreadProcessId(p r0, *i .r1)'
    System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r1) p .r2' ; PROCESS_QUERY_LIMITED_INFORMATION
    System::Call 'kernel32::QueryFullProcessImageNameW(p r2, i 0, w .r3, *i ${NSIS_MAX_STRLEN})'
    System::Call 'kernel32::CloseHandle(p r2)'
    ${If} $3 == "$INSTDIR\thumbpool.exe"
      System::Call 'user32::PostMessageW(p r0, i ${WM_CLOSE}, p 0, p 0)'
    ${EndIf}
  ${Loop}
  ${For} $1 1 50
    Call ${PREFIX}Runs
    ${If} $0 == ""
      Return
    ${EndIf}
    Sleep 100
  ${Next}
  ${Do}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" /SD IDCANCEL IDRETRY +3
    SetErrorLevel 2
    Abort "$(OPEN)"
    Call ${PREFIX}Runs
  ${LoopUntil} $0 == ""
FunctionEnd

; Runs sets $0 to the program that runs: a file that Windows lets nobody write to.
Function ${PREFIX}Runs
  StrCpy $0 "thumbpool.exe"
  ${Do}
    ${If} ${FileExists} "$INSTDIR\$0"
      ClearErrors
      FileOpen $2 "$INSTDIR\$0" a
      ${If} ${Errors}
        Return
      ${EndIf}
      FileClose $2
    ${EndIf}
    ${If} $0 == "thumbpool-cli.exe"
      ${ExitDo}
    ${EndIf}
    StrCpy $0 "thumbpool-cli.exe"
  ${Loop}
  StrCpy $0 ""
FunctionEnd
!macroend
!insertmacro CloseProgram ""
!insertmacro CloseProgram "un."

; WriteVerb puts "Make thumbnails" into the menu of a class of files or folders. A
; file manager starts the program once for each that is selected, of which there
; may be more than 15 with this model; the program gathers them.
!macro WriteVerb CLASS ARGUMENT
  WriteRegStr HKCU "${CLASSES}\${CLASS}\${VERB}" "MUIVerb" "$(MAKE)"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\${VERB}" "Icon" '"$INSTDIR\thumbpool.exe",0'
  WriteRegStr HKCU "${CLASSES}\${CLASS}\${VERB}" "MultiSelectModel" "Player"
  WriteRegStr HKCU "${CLASSES}\${CLASS}\${VERB}\command" "" '"$INSTDIR\thumbpool.exe" "${ARGUMENT}"'
!macroend
!macro WritePicture EXTENSION
  !insertmacro WriteVerb "SystemFileAssociations\${EXTENSION}" "%1"
  WriteRegStr HKCU "${APPLICATION}\SupportedTypes" "${EXTENSION}" ""
!macroend

; DeleteVerb takes it out again, and the keys above it that nobody else uses.
!macro DeleteVerb CLASS
  DeleteRegKey HKCU "${CLASSES}\${CLASS}\${VERB}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${CLASS}\shell"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${CLASS}"
!macroend
!macro DeletePicture EXTENSION
  !insertmacro DeleteVerb "SystemFileAssociations\${EXTENSION}"
!macroend

; TellExplorer has menus and icons read anew: SHCNE_ASSOCCHANGED.
!macro TellExplorer
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Section
  Call CloseProgram
  SetOutPath "$INSTDIR"
  File /r "${FILES}/*"
  WriteUninstaller "$INSTDIR\Uninstall.exe"

  CreateShortCut "$SMPROGRAMS\${APP}.lnk" "$INSTDIR\thumbpool.exe"
  CreateShortCut "$SENDTO\${APP}.lnk" "$INSTDIR\thumbpool.exe"

  ; Win+R and the address line of Explorer find both programs.
  WriteRegStr HKCU "${APP_PATHS}\thumbpool.exe" "" "$INSTDIR\thumbpool.exe"
  WriteRegStr HKCU "${APP_PATHS}\thumbpool-cli.exe" "" "$INSTDIR\thumbpool-cli.exe"

  ; A root such as E:\ would put its backslash before the quote: hence the dot.
  !insertmacro WriteVerb "Directory" "%1"
  !insertmacro WriteVerb "Directory\Background" "%V\."
  !insertmacro WriteVerb "Drive" "%1\."
  !insertmacro EachPicture WritePicture
  WriteRegStr HKCU "${APPLICATION}" "FriendlyAppName" "${APP}"
  WriteRegStr HKCU "${APPLICATION}\DefaultIcon" "" '"$INSTDIR\thumbpool.exe",0'
  WriteRegStr HKCU "${APPLICATION}\shell\open\command" "" '"$INSTDIR\thumbpool.exe" "%1"'

  WriteRegStr HKCU "${PRODUCT}" "InstallDir" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${APP}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "Thumbpool developers"
  WriteRegStr HKCU "${UNINSTALL}" "URLInfoAbout" "${HOMEPAGE}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\thumbpool.exe"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  !insertmacro TellExplorer
SectionEnd

; What the user has set stays: that is said before, and here.
Section "Uninstall"
  Call un.CloseProgram
  Delete "$INSTDIR\thumbpool.exe"
  Delete "$INSTDIR\thumbpool-cli.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  RMDir "$LOCALAPPDATA\Programs" ; if it is empty
  Delete "$SMPROGRAMS\${APP}.lnk"
  Delete "$SENDTO\${APP}.lnk"
  RMDir /r "$LOCALAPPDATA\thumbpool" ; what can be made again, and crash reports
  RMDir /r "$LOCALAPPDATA\fyne\io.github.thumbpool.Thumbpool"
  RMDir "$LOCALAPPDATA\fyne"

  DeleteRegKey HKCU "${APP_PATHS}\thumbpool.exe"
  DeleteRegKey HKCU "${APP_PATHS}\thumbpool-cli.exe"
  !insertmacro DeleteVerb "Directory\Background"
  !insertmacro DeleteVerb "Directory"
  !insertmacro DeleteVerb "Drive"
  !insertmacro EachPicture DeletePicture
  DeleteRegKey /ifempty HKCU "${CLASSES}\SystemFileAssociations"
  DeleteRegKey HKCU "${APPLICATION}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\Applications"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${PRODUCT}"
  !insertmacro TellExplorer
  DetailPrint "$(STAYS)"
SectionEnd
