; The installer for Windows, for the one who runs it and without an administrator:
; `make package-windows` gives FILES (a folder), ICON, VERSION, NUMBERS and OUT.
; People's sites and settings lie elsewhere (README.md, "Where the data are"); nothing
; here touches them, and no folder is removed but an empty one.

Unicode true
!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh

!define NAME "交付日 Keyday"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\cn.keyday.app"

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
InstallDir "$LOCALAPPDATA\Programs\Keyday"
InstallDirRegKey HKCU "${UNINSTALL}" InstallLocation
; keyday.com is keyday.exe but for a few bytes: looked at together they take the room of one
SetCompressor /SOLID lzma
SetCompressorDictSize 128

VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=2052 ProductName "${NAME}"
VIAddVersionKey /LANG=2052 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=2052 FileDescription "${NAME} 安装程序"
VIAddVersionKey /LANG=2052 FileVersion "${VERSION}"
VIAddVersionKey /LANG=2052 CompanyName "Keyday"
VIAddVersionKey /LANG=2052 LegalCopyright "Apache-2.0"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\keyday.exe"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(stays)"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; the one that Windows speaks is taken, else the first
!insertmacro MUI_LANGUAGE SimpChinese
!insertmacro MUI_LANGUAGE English

LangString stays ${LANG_SIMPCHINESE} "只移除程序。项目资料、照片、备份和设置都留在原处。"
LangString stays ${LANG_ENGLISH} "Only the program goes. Sites, photos, backups and settings stay where they are."
LangString open ${LANG_SIMPCHINESE} "${NAME} 正在运行。请先关闭它，再点“重试”。"
LangString open ${LANG_ENGLISH} "${NAME} is running. Close it, then click Retry."
LangString old ${LANG_SIMPCHINESE} "${NAME} 需要 64 位的 Windows 10 或 Windows 11。"
LangString old ${LANG_ENGLISH} "${NAME} needs Windows 10 or Windows 11, 64-bit."

Function .onInit
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "$(old)" /SD IDOK
    SetErrorLevel 2
    Quit
  ${EndIf}
FunctionEnd

; A program that runs cannot be written over or removed, not even by half.
!macro awaitClosed program
  ${Do}
    ${IfNot} ${FileExists} "${program}"
      ${Break}
    ${EndIf}
    ClearErrors
    FileOpen $0 "${program}" a
    ${IfNot} ${Errors}
      FileClose $0
      ${Break}
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(open)" /SD IDCANCEL IDCANCEL`
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${Loop}
!macroend

Section Program Program
  !insertmacro awaitClosed "$INSTDIR\keyday.exe"
  !insertmacro awaitClosed "$INSTDIR\keyday.com"
  SetOutPath "$INSTDIR"
  File "${FILES}/keyday.exe"
  File "${FILES}/keyday.com"
  File "${FILES}/LICENSE.txt"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\keyday.exe"

  SectionGetSize ${Program} $0
  WriteRegStr HKCU "${UNINSTALL}" DisplayName "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayVersion "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" DisplayIcon "$INSTDIR\keyday.exe"
  WriteRegStr HKCU "${UNINSTALL}" Publisher "Keyday"
  WriteRegStr HKCU "${UNINSTALL}" InstallLocation "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" UninstallString '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" EstimatedSize $0
  WriteRegDWORD HKCU "${UNINSTALL}" NoModify 1
  WriteRegDWORD HKCU "${UNINSTALL}" NoRepair 1
SectionEnd

Section Uninstall
  !insertmacro awaitClosed "$INSTDIR\keyday.exe"
  !insertmacro awaitClosed "$INSTDIR\keyday.com"
  Delete "$INSTDIR\keyday.exe"
  Delete "$INSTDIR\keyday.com"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
SectionEnd
