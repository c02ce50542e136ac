package assets

import (
	"encoding/xml"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The installer asks for no administrator, and what people made is not its business:
// it takes away what it brought, and a folder only when nothing else is in it.
func TestTheInstallerBringsAndTakesTheProgramAlone(t *testing.T) {
	content, err := os.ReadFile("windows/keyday.nsi")
	if err != nil {
		t.Fatal(err)
	}
	script := regexp.MustCompile(`(?m)^\s*;.*$`).ReplaceAllString(string(content), "")
	for _, needed := range []string{"RequestExecutionLevel user", `InstallDir "$LOCALAPPDATA\Programs\Keyday"`, `RMDir "$INSTDIR"`} {
		if !strings.Contains(script, needed) {
			t.Errorf("there is no %s", needed)
		}
	}
	// sites lie in $LOCALAPPDATA\keyday, and Windows takes great and small letters for the same
	for _, never := range []string{`RMDir\s+/`, `Delete\s+/`, `HKLM|HKCR|HKEY_LOCAL|SHCTX`, `SetShellVarContext`, `(?i)\$LOCALAPPDATA\\keyday`, `(?m)^\s*Delete.*[*?]`} {
		if found := regexp.MustCompile(never).FindString(script); found != "" {
			t.Errorf("the installer says %q", found)
		}
	}
	names := func(pattern string) (names []string) {
		for _, found := range regexp.MustCompile(pattern).FindAllStringSubmatch(script, -1) {
			names = append(names, found[1])
		}
		slices.Sort(names)
		return names
	}
	brought := append(names(`(?m)^\s*File "\$\{FILES\}/([^"]+)"`), names(`WriteUninstaller "\$INSTDIR\\([^"]+)"`)...)
	if taken := names(`Delete "\$INSTDIR\\([^"]+)"`); len(brought) < 3 || !slices.Equal(brought, taken) {
		t.Errorf("it brings %v and takes %v", brought, taken)
	}
	if links, gone := names(`CreateShortcut "([^"]+)"`), names(`Delete "(\$SMPROGRAMS[^"]+)"`); len(links) == 0 || !slices.Equal(links, gone) {
		t.Errorf("it links %v and unlinks %v", links, gone)
	}
}

// What Windows is told of the program is told whole: it passes over what it does not
// understand, without a word.
func TestTheManifest(t *testing.T) {
	content, err := os.ReadFile("windows/keyday.manifest")
	if err != nil {
		t.Fatal(err)
	}
	var m struct {
		Level struct {
			Level string `xml:"level,attr"`
		} `xml:"urn:schemas-microsoft-com:asm.v3 trustInfo>security>requestedPrivileges>requestedExecutionLevel"`
		System struct {
			ID string `xml:"Id,attr"`
		} `xml:"urn:schemas-microsoft-com:compatibility.v1 compatibility>application>supportedOS"`
		Settings struct {
			DPI   string `xml:"http://schemas.microsoft.com/SMI/2016/WindowsSettings dpiAwareness"`
			Long  string `xml:"http://schemas.microsoft.com/SMI/2016/WindowsSettings longPathAware"`
			Texts string `xml:"http://schemas.microsoft.com/SMI/2019/WindowsSettings activeCodePage"`
		} `xml:"urn:schemas-microsoft-com:asm.v3 application>windowsSettings"`
	}
	if err := xml.Unmarshal(content, &m); err != nil {
		t.Fatal(err)
	}
	got := []string{m.Level.Level, m.System.ID, m.Settings.DPI, m.Settings.Long, m.Settings.Texts}
	want := []string{"asInvoker", "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}", "PerMonitorV2, PerMonitor", "true", "UTF-8"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
