package backup

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"unicode/utf8"

	"github.com/BurntSushi/toml"

	"keyday/app"
	"keyday/app/staff"
	"keyday/data/durable"
	"keyday/data/fault"
	"keyday/data/store"
)

// planned is the plan as this laptop keeps it, in one preference.
type planned struct {
	Folder     string `toml:"folder"`
	Passphrase string `toml:"passphrase"` // sealed under the site's key, in base64
	Hourly     bool   `toml:"hourly"`
	Closing    bool   `toml:"closing"`
	Apart      bool   `toml:"apart"` // the folder lies on another medium than the site
}

// planKey is the preference that holds it, and what the passphrase is sealed for.
const planKey, secretFor = "backup.plan", "backup.passphrase"

// earlier are the preferences in which the first version kept it.
var earlier = struct{ folder, passphrase, hourly, closing, apart string }{
	"backup.folder", "backup.passphrase", "backup.hourly", "backup.closing", "backup.apart",
}

// planned reads what is kept. What the first version kept is taken over where the site can
// be written to.
func (b Backups) planned() (p planned) {
	if text := b.Store.Preference(planKey); text != "" {
		if _, err := toml.Decode(text, &p); err != nil { // half a plan is none
			return planned{}
		}
		return p
	}
	old := b.Store.Preference
	p = planned{
		Folder: old(earlier.folder), Passphrase: old(earlier.passphrase),
		Hourly: old(earlier.hourly) == "yes", Closing: old(earlier.closing) == "yes", Apart: old(earlier.apart) == "yes",
	}
	if p != (planned{}) && b.keep(p) == nil {
		for _, key := range []string{earlier.folder, earlier.passphrase, earlier.hourly, earlier.closing, earlier.apart} {
			_ = b.Store.SetPreference(key, "")
		}
	}
	return p
}

// keep keeps the plan, whole or not at all.
func (b Backups) keep(p planned) error {
	text, err := toml.Marshal(p)
	if err != nil {
		return err
	}
	return b.Store.SetPreference(planKey, string(text))
}

// Plan is the plan that was set.
func (b Backups) Plan() app.BackupPlan {
	p := b.planned()
	return app.BackupPlan{Folder: p.Folder, Secret: p.Passphrase != "", Hourly: p.Hourly, Closing: p.Closing, Beside: p.Folder != "" && !p.Apart}
}

// SetPlan keeps where and when. It refuses with "permission.missing",
// "backup.passphrase_short", "backup.folder_missing" and "backup.passphrase_missing",
// where backups are to be made by themselves, and the refusals of package fault.
func (b Backups) SetPlan(actor app.Actor, p app.BackupPlan, passphrase string) error {
	if err := staff.May(actor, staff.Backup); err != nil {
		return err
	}
	kept := b.planned()
	if passphrase != "" && utf8.RuneCountInString(passphrase) < store.ShortestPassphrase {
		return app.Refuse("backup.passphrase_short", "length", "8")
	}
	if p.Hourly || p.Closing {
		switch {
		case p.Folder == "":
			return app.Refuse("backup.folder_missing")
		case passphrase == "" && kept.Passphrase == "":
			return app.Refuse("backup.passphrase_missing")
		}
	}
	if p.Folder != "" {
		if info, err := os.Stat(p.Folder); err != nil {
			return fault.Translate(err, p.Folder)
		} else if !info.IsDir() || !filepath.IsAbs(p.Folder) {
			return app.Refuse(fault.Missing, "what", p.Folder)
		}
	}
	kept.Folder, kept.Hourly, kept.Closing = p.Folder, p.Hourly, p.Closing
	kept.Apart = p.Folder != "" && !durable.SameMedium(p.Folder, b.Store.Dir())
	if passphrase != "" {
		kept.Passphrase = base64.StdEncoding.EncodeToString(b.Store.Ring().SealSite([]byte(passphrase), []byte(secretFor)))
	}
	return b.keep(kept)
}

// passphrase is the site's own; it refuses with "backup.unplanned" where none is set.
func (b Backups) passphrase() (string, error) {
	sealed, err := base64.StdEncoding.DecodeString(b.planned().Passphrase)
	if err != nil || len(sealed) == 0 {
		return "", app.Refuse("backup.unplanned")
	}
	passphrase, err := b.Store.Ring().OpenSite(sealed, []byte(secretFor))
	return string(passphrase), err
}
