package rectify

import (
	"slices"

	"keyday/app/defect"
	"keyday/ui/screen/theme"
	"keyday/ui/screen/widget"
	"keyday/ui/words"
)

// fact is one thing that is known of the defect; nothing where it is empty.
func fact(label, value string) []widget.Fact {
	if value == "" {
		return nil
	}
	return []widget.Fact{{Label: label, Value: value, Long: true}}
}

// facts is what is known of the defect, what is empty left out.
func (p *pane) facts() []widget.Fact {
	return slices.Concat(p.work(), p.kinds(), p.hands(), p.warranty(), p.notice())
}

// factName is what a fact is called that is a field of the record.
func (p *pane) factName(field string) string { return p.pg.c.W.T("field.defect." + field) }

// work is whose the defect is, and by when.
func (p *pane) work() []widget.Fact {
	d, w := p.detail, p.pg.c.W
	firm := d.Firms[d.Firm]
	if d.State == defect.Open && firm != "" {
		firm = w.T("rectify.proposed", "firm", firm)
	}
	facts := fact(p.factName("firm"), firm)
	if !d.Due.IsZero() {
		text, colour, bold := deadline(w, d.Defect, p.pg.c.Today())
		if text == "" {
			colour = theme.Ink
		}
		facts = append(facts, widget.Fact{Label: p.factName("due"), Value: words.Join("　", w.Date(d.Due), text), Long: true, Colour: colour, Bold: bold})
	}
	facts = append(facts, slices.Concat(
		fact(p.factName("promised"), d.Promised.String()),
		fact(p.factName("review_on"), d.ReviewOn.String()))...)
	if d.Round > 1 || d.Recurrences > 0 {
		rounds := w.T("rectify.round", "n", d.Round)
		if d.Recurrences > 0 {
			rounds = words.Join("　", rounds, w.T("rectify.recurred", "n", d.Recurrences))
		}
		facts = append(facts, fact(p.factName("round"), rounds)...)
	}
	return facts
}

// kinds is how grave the defect is, of which trade, and where it comes from.
func (p *pane) kinds() []widget.Fact {
	d, w := p.detail, p.pg.c.W
	return slices.Concat(
		fact(p.factName("severity"), severityWord(w, d.Severity)),
		fact(p.factName("trade"), w.T("defect.trade."+string(d.Trade))),
		fact(p.factName("origin"), p.origin()))
}

// hands is who found it, who mended it, who looked at that, and who agreed.
func (p *pane) hands() []widget.Fact {
	d, w := p.detail, p.pg.c.W
	facts := fact(p.factName("found_by"), words.Join("　", d.People[d.FoundBy], w.Moment(d.FoundAt)))
	if !d.FixedAt.IsZero() {
		facts = append(facts, fact(p.factName("fixed_worker"), words.Join("　", d.FixedWorker, d.Firms[d.FixedFirm], w.Moment(d.FixedAt)))...)
		facts = append(facts, fact(p.factName("fixed_recorded_by"), d.People[d.FixedRecordedBy])...)
	}
	if !d.VerifiedAt.IsZero() {
		facts = append(facts, fact(p.factName("verified_by"), words.Join("　", d.People[d.VerifiedBy], w.Moment(d.VerifiedAt)))...)
	}
	facts = append(facts, slices.Concat(
		fact(p.factName("self_verified"), d.SelfVerified),
		fact(p.factName("agreed_with"), d.AgreedWith),
		fact(p.factName("duplicate_of"), d.Original))...)
	if d.State == defect.Verified && d.OwnerOwed {
		facts = append(facts, fact(w.T("rectify.owed"), w.T("rectify.owner_owed"))...)
	}
	return facts
}

// warranty is the class, and how long firm and developer answer for it.
func (p *pane) warranty() []widget.Fact {
	d, w := p.detail, p.pg.c.W
	facts := slices.Concat(
		fact(p.factName("warranty"), w.T("defect.warranty."+string(d.Warranty))),
		fact(w.T("rectify.contractor_until"), p.clock(d.Clocks.Contractor)))
	owner := fact(w.T("rectify.owner_until"), p.clock(d.Clocks.Owner))
	if len(owner) > 0 && d.Clocks.DeveloperAlone(p.pg.c.Today()) {
		owner[0].Value, owner[0].Colour = words.Join("　", owner[0].Value, w.T("rectify.developer_alone")), theme.Bad
	}
	return append(facts, owner...)
}

// notice is the one that lists the defect, and whether the firm has it as it stands.
func (p *pane) notice() []widget.Fact {
	d, w := p.detail, p.pg.c.W
	if d.Issued.ID.IsNil() {
		return nil
	}
	taken := w.T("rectify.not_received")
	switch {
	case outdated(d):
		taken = w.T("rectify.outdated")
	case d.Issued.ReceivedBy != "":
		taken = w.T("rectify.received_by", "who", d.Issued.ReceivedBy, "when", w.Day(d.Issued.ReceivedAt))
	}
	return fact(p.factName("notice"), words.Join("　", d.Issued.Number, taken))
}

func (p *pane) origin() string {
	if d := p.detail; d.Origin == defect.Internal {
		return p.pg.c.W.T("defect.origin.internal_round", "n", d.OriginRound)
	}
	return p.pg.c.W.T("defect.origin." + string(p.detail.Origin))
}

// clock says how long a warranty runs.
func (p *pane) clock(c defect.Clock) string {
	w := p.pg.c.W
	switch state := c.At(p.pg.c.Today()); {
	case state == defect.NotStarted:
		return ""
	case c.Life:
		return w.T("rectify.clock.life")
	case state == defect.Undated && c.By.Seasons > 0:
		return w.T("rectify.clock.seasons", "n", c.By.Seasons)
	case state == defect.Undated:
		return w.T("rectify.clock.contract")
	case state == defect.Over:
		return w.T("rectify.clock.over", "day", w.Date(c.Until))
	}
	return w.Date(c.Until)
}
