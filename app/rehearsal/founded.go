package rehearsal

import (
	"io/fs"
	"math/rand/v2"

	"keyday/app"
	"keyday/app/site"
	"keyday/app/staff"
)

// PIN is everybody's on a rehearsal site, where nobody is asked for it; the manual
// says so too.
const PIN = "2468"

// Founded is what a rehearsal site begins with; the PIN's hash is the caller's to add.
type Founded struct {
	Site       site.Site
	Community  site.Community
	Supervisor staff.Person
}

// Found is whose site it is.
func Found(p Plan, files fs.FS) (Founded, error) {
	s, err := readSeeds(files)
	if err != nil {
		return Founded{}, err
	}
	if err := p.check(); err != nil {
		return Founded{}, err
	}
	id := app.NewID(at(p.Today.AddDays(-Length), 8, 0), chaCha(p.Seed))
	f := Founded{
		Site: site.Site{
			ID: id, Name: "滨河花园一期", Company: "江州滨河置业有限公司", Address: "江州市滨河大道 168 号滨河花园交付中心",
			Phone: "400-0000-168", Property: "江州安和物业服务有限公司", Rehearsal: true, DutyWindow: "每日 09:00–17:00",
		},
		Community: site.Community{ID: app.DerivedID(id, "community/滨河花园"), Name: "滨河花园"},
	}
	for _, m := range s.team {
		if m.role == app.Supervisor {
			f.Supervisor = staff.Person{ID: app.DerivedID(id, "staff/"+m.name), Name: m.name, Role: m.role, Phone: m.phone}
			break
		}
	}
	return f, nil
}

// chaCha is randomness for an identity that comes before all others.
func chaCha(seed uint64) *rand.ChaCha8 {
	return rand.NewChaCha8([32]byte{'f', 'o', 'u', 'n', 'd', byte(seed), byte(seed >> 8), byte(seed >> 16), byte(seed >> 24),
		byte(seed >> 32), byte(seed >> 40), byte(seed >> 48), byte(seed >> 56)})
}
