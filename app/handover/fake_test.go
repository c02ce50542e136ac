package handover_test

import (
	"context"
	"testing"
	"time"

	"keyday/app"
	"keyday/app/apptest"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/app/handover"
	"keyday/app/inspect"
	"keyday/app/site"
)

// The people and things of the tests.
var (
	unitID, buildingID, wangID, liID = apptest.HomeID, apptest.BuildingID, apptest.WangID, apptest.LiID

	supervisor, assistant, reception, manager = apptest.Supervisor, apptest.Assistant, apptest.Reception, apptest.Manager

	ctx = context.Background()
)

// scene is a home of two owners that could be handed over today, with the desks.
type scene struct {
	apptest.Scene
	desk  *handover.Desk
	paper *contract.Desk

	units       apptest.Table[site.Unit]
	buildings   apptest.Table[site.Building]
	owners      apptest.Table[site.Owner]
	ownerships  apptest.Table[site.Ownership]
	inspections apptest.Table[inspect.Inspection]
	defects     apptest.Table[defect.Defect]
	documents   apptest.Table[contract.Document]
	cases       apptest.Table[handover.Case]
	caseMoves   apptest.Table[handover.Move]
}

func begin(t *testing.T) *scene {
	m, issuer := apptest.Standard(), apptest.Issuer()
	m.Step = time.Second
	return &scene{
		apptest.Scene{T: t, Memory: m},
		handover.New(apptest.WriterOf[handover.Tx](m, m), issuer), contract.New(apptest.WriterOf[contract.Tx](m, m), issuer),
		apptest.Of[site.Unit](m), apptest.Of[site.Building](m), apptest.Of[site.Owner](m), apptest.Of[site.Ownership](m),
		apptest.Of[inspect.Inspection](m), apptest.Of[defect.Defect](m), apptest.Of[contract.Document](m),
		apptest.Of[handover.Case](m), apptest.Of[handover.Move](m),
	}
}

func (s *scene) look() handover.View {
	s.Helper()
	v, err := handover.Look(s.Memory, unitID)
	s.Must(err)
	return v
}

// open are defects as the desk shows them.
func (s *scene) open(ids ...app.ID) (all []*app.Seen[defect.Defect]) {
	for _, id := range ids {
		all = append(all, s.defects.Seen(id))
	}
	return all
}

// read, count and the others fill in at the desk what people do, beside what it showed.
func (s *scene) read(m handover.Meter) error {
	return s.desk.ReadMeter(ctx, reception, unitID, s.look().SeenMeter(m.Kind), m)
}

func (s *scene) count(k handover.Keys) error {
	return s.desk.CountKeys(ctx, reception, unitID, s.look().SeenKeys(k.Kind), k)
}

func (s *scene) hand(p handover.Paper) error {
	return s.desk.HandPaper(ctx, reception, unitID, s.look().SeenPaper(p.Kind), p)
}

func (s *scene) follow(remark string, next app.Date) error {
	return s.desk.Follow(ctx, reception, unitID, s.look().SeenCase(), handover.Talk{remark, next})
}

func (s *scene) book(slot handover.Slot) error {
	return s.desk.Book(ctx, reception, unitID, s.look().SeenCase(), slot)
}

func (s *scene) invite(i handover.Invitation) error {
	return s.desk.Invite(ctx, reception, unitID, s.look().SeenCase(), i)
}

func (s *scene) defect(n int, severity site.Severity, promised app.Date) app.ID {
	id := app.ID{0xd, byte(n)}
	s.defects.Put(defect.Defect{
		ID: id, Number: app.DefectNumber.Format("01", n), Unit: unitID, Room: "bath1", Phrase: "渗漏",
		Severity: severity, State: defect.Assigned, Promised: promised,
	})
	return id
}

// arrived brings both owners to the desk with their own papers.
func (s *scene) arrived() {
	s.Helper()
	s.Must(s.desk.CheckIn(ctx, reception, unitID))
	for _, owner := range []app.ID{wangID, liID} {
		s.Must(s.desk.CheckOwner(ctx, reception, unitID, owner, handover.Identification{Paper: "身份证", Original: true}))
	}
}

// filled fills every line that the site requires.
func (s *scene) filled() {
	s.Helper()
	s.Must(s.read(handover.Meter{Kind: "water", Number: "SW-0012", Reading: "00012.5"}))
	s.Must(s.read(handover.Meter{Kind: "electricity", Number: "DL０９", Reading: "0034"}))
	s.Must(s.count(handover.Keys{Kind: "entrance", Count: 5, Kept: 1, Purpose: "维修", Until: s.Today().AddDays(7)}))
	s.Must(s.desk.HandPapers(ctx, reception, unitID))
}

// signed has everybody sign the certificate.
func (s *scene) signed(d contract.Document) {
	s.Helper()
	fields, err := s.SignatureFieldsOf(d.ID)
	s.Must(err)
	s.signedBy(d, len(fields))
}

// signedBy signs the first n fields of a paper.
func (s *scene) signedBy(d contract.Document, n int) {
	s.Helper()
	fields, err := s.SignatureFieldsOf(d.ID)
	s.Must(err)
	for _, f := range fields[:n] {
		who := reception
		if f.Role == contract.AsStaff {
			who = app.Actor{Staff: f.Person, Name: f.Name, Role: app.Supervisor}
		}
		_, err := s.paper.Sign(ctx, who, contract.Signing{
			Document: d.ID, Field: f.ID, Signer: f.Name, Hash: d.ContentHash, How: contract.OnScreen,
			Strokes: []contract.Stroke{{{X: 1, Y: 1}, {X: 2, Y: 2, T: 9}}},
		})
		s.Must(err)
	}
}

// through goes the whole way to a home handed over.
func (s *scene) through() contract.Document {
	s.Helper()
	s.arrived()
	s.filled()
	s.Must(s.desk.Decide(ctx, reception, unitID, handover.Choice{Decision: handover.Accepted}))
	d, err := s.desk.DrawUp(ctx, reception, unitID)
	s.Must(err)
	s.signed(d)
	s.Must(s.desk.Complete(ctx, reception, unitID))
	return d
}
