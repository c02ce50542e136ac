package laptop

import (
	"bytes"
	"image"
	"image/png"
	"path/filepath"
	"testing"

	"keyday/app"
	"keyday/app/site"
	"keyday/data/keyring"
)

// founding is a new site as somebody fills it in.
func founding(t *testing.T) site.Founding {
	t.Helper()
	ownState(t)
	t.Setenv(keyring.KeepVariable, "file")
	return site.Founding{
		Folder: filepath.Join(t.TempDir(), "site"), Name: "锦绣花园", Company: "锦绣置业有限公司", Address: "江州市滨江路 1 号", Phone: "400-800-1234", Property: "安和物业服务有限公司",
		Communities: []string{"东区", "西区"}, Supervisor: "欧阳䶮", PIN: "2580", Lane: "07",
	}
}

// A new site is what was filled in, its logo too; what is refused leaves no site.
func TestFound(t *testing.T) {
	f := founding(t)
	f.PIN = "2222"
	if _, err := Found(t.Context(), f); app.RefusalCode(err) != "staff.pin_weak" {
		t.Errorf("a weak PIN: %v", err)
	}
	f.PIN = "2580"
	var logo bytes.Buffer
	if err := png.Encode(&logo, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	f.Logo, f.LogoName = logo.Bytes(), "标志.png"
	s, err := Found(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	about, err := s.Site(t.Context())
	if err != nil || about.Name != f.Name || about.Company != f.Company || about.Address != f.Address || about.Phone != f.Phone || about.Property != f.Property || about.Logo == "" || about.Rehearsal {
		t.Errorf("the site is %+v, %v", about, err)
	}
	all, err := s.Communities(t.Context())
	if err != nil || len(all) != 2 || all[0].Name != "东区" || all[1].Name != "西区" {
		t.Errorf("its communities are %+v, %v", all, err)
	}
	team, err := s.People(t.Context())
	if err != nil || len(team) != 1 || team[0].Name != "欧阳䶮" || team[0].Role != app.Supervisor || !keyring.CheckPIN(team[0].PIN, "2580") {
		t.Errorf("its team is %+v, %v", team, err)
	}
}
