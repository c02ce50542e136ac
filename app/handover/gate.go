package handover

import (
	"errors"
	"slices"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// Strength tells whose rule it is: people accept a law that they would take for
// harassment in a company's habit. The first instalment of the maintenance fund is law
// (住宅专项维修资金管理办法); that taxes, fees and property papers are no condition of the
// handover is the contract's (商品房买卖合同示范文本 art. 12).
type Strength string

// The strengths; a supervisor may override all but the law.
const (
	Law      Strength = "law"      // 法律规定
	Contract Strength = "contract" // 合同约定
	Company  Strength = "company"  // 公司规定
)

// Obstacle is one thing that speaks against handing the home over today. What it
// says to people is the refusal of its code: a screen shows before the tap the
// very sentence that the transaction would answer with.
type Obstacle struct {
	Code        string // "fund_unpaid"
	Subject     string // which of several: a defect's number
	Strength    Strength
	Args        []string // names and values, for the sentence
	Blocks      bool     // else it is only to be minded, whatever a plan may say
	Overridable bool
	Override    *Override // by which it was passed; nil while it stands
}

// Key tells the obstacles of a case apart; an Override names it.
func (o Obstacle) Key() string {
	if o.Subject == "" {
		return o.Code
	}
	return o.Code + " " + o.Subject
}

// Stands reports whether it keeps the home from being handed over.
func (o Obstacle) Stands() bool { return o.Blocks && o.Override == nil }

// Refusal is the obstacle as a transaction says it.
func (o Obstacle) Refusal() *app.Refusal { return app.Refuse("handover."+o.Code, o.Args...) }

// Passable are the codes of the obstacles that a supervisor may let pass.
var Passable = []string{"grave_defect", "identity_copy", "not_inspected", "not_signed_off"}

// Gate is every obstacle of a unit: the law's first, then the contract's, then the
// company's, then what is only to be minded.
type Gate []Obstacle

// Bars are the obstacles that stand against the home itself, whoever comes: what belongs
// to a visit at the desk says nothing of the home.
func (g Gate) Bars() (all []Obstacle) {
	for _, o := range g {
		visit := strings.HasPrefix(o.Code, "identity_") || strings.HasPrefix(o.Code, "letter_") || o.Code == "taken"
		if o.Stands() && !visit {
			all = append(all, o)
		}
	}
	return all
}

// Barred reports whether the law forbids handing the home over, whatever else is still
// to be done in it.
func (g Gate) Barred() bool {
	return slices.ContainsFunc(g.Bars(), func(o Obstacle) bool { return o.Strength == Law })
}

// Err refuses with every obstacle that stands, or is nil: the gate is open.
func (g Gate) Err() error {
	var all []error
	for _, o := range g {
		if o.Stands() {
			all = append(all, o.Refusal())
		}
	}
	return errors.Join(all...)
}

// Open reports whether nothing stands in the way.
func (g Gate) Open() bool { return g.Err() == nil }

// Proof is what is known of one owner's identity at this visit.
type Proof struct {
	Owner    string // by name
	Seen     bool   // somebody looked at a paper
	Original bool   // the original, not a copy
	Agent    string // who came in the owner's place, "" for the owner
	Gap      string // why the letter does not carry the agent; see contract.Authority.Gap
}

// Blocking is an open defect that blocks.
type Blocking struct {
	Number, What string
	Severity     site.Severity
}

// GateFacts are all that the gate looks at.
type GateFacts struct {
	Facts
	Owners     []Proof
	GraveOnes  []Blocking
	Agreement  bool // the 前期物业服务协议 is signed
	Draft      bool // its text has no lawyer's approval
	Incomplete int  // what an import could not take
	Overrides  []Override
}

// GateOf lists the obstacles that follow from the facts. It is the only place
// that knows what keeps a home from being handed over.
func GateOf(f GateFacts) Gate {
	var g Gate
	for _, part := range [][]Obstacle{byLaw(f), byContract(f), byCompany(f), toMind(f)} {
		g = append(g, part...)
	}
	for i := range g {
		if at := slices.IndexFunc(f.Overrides, func(o Override) bool { return o.Code == g[i].Key() }); at >= 0 && g[i].Overridable {
			g[i].Override = &f.Overrides[at]
		}
	}
	return g
}

func blocks(s Strength, code, subject string, args ...string) Obstacle {
	return Obstacle{Code: code, Subject: subject, Strength: s, Args: args, Blocks: true, Overridable: true}
}

// fast is an obstacle that no override passes: only what is missing removes it.
func fast(s Strength, code, subject string, args ...string) Obstacle {
	o := blocks(s, code, subject, args...)
	o.Overridable = false
	return o
}

func byLaw(f GateFacts) []Obstacle {
	var all []Obstacle
	switch f.Fund { // 住宅专项维修资金管理办法 art. 13
	case site.FundPaid:
	case site.FundUnpaid:
		all = append(all, fast(Law, "fund_unpaid", ""))
	default:
		all = append(all, fast(Law, "fund_unknown", ""))
	}
	if !f.Filed { // 建设工程质量管理条例 art. 16, 58
		all = append(all, fast(Law, "not_filed", ""))
	}
	for _, p := range f.Owners {
		if p.powerless() {
			all = append(all, fast(Law, "letter_"+p.Gap, p.Owner, "owner", p.Owner, "agent", p.Agent))
		}
	}
	return all
}

func byContract(f GateFacts) []Obstacle {
	var all []Obstacle
	if f.Taken {
		all = append(all, fast(Contract, "taken", ""))
	}
	for _, d := range f.GraveOnes {
		all = append(all, blocks(Contract, "grave_defect", d.Number, "number", d.Number, "what", d.What, "severity", string(d.Severity)))
	}
	return all
}

func byCompany(f GateFacts) []Obstacle {
	var all []Obstacle
	if len(f.Owners) == 0 {
		all = append(all, fast(Company, "owner_missing", ""))
	}
	for _, p := range f.Owners {
		all = append(all, unproved(p)...)
	}
	switch {
	case !f.Inspected:
		all = append(all, blocks(Company, "not_inspected", ""))
	case !f.SignedOff:
		all = append(all, blocks(Company, "not_signed_off", ""))
	}
	if f.Conflicts > 0 {
		all = append(all, fast(Company, "conflict", ""))
	}
	return all
}

// powerless reports whether an agent has no power for what is done today: the letter was
// withdrawn, has run out, has not begun, or says nothing of it. What such an agent signs
// does not bind the owner (民法典 art. 171, 173). That nobody has seen a letter yet is the
// company's to ask.
func (p Proof) powerless() bool {
	return p.Seen && p.Agent != "" && p.Gap != "" && p.Gap != "missing" && p.Gap != "unverified"
}

// unproved is what is missing of one owner's identity. No paper, no keys: a
// supervisor may let a copy pass, never nothing.
func unproved(p Proof) []Obstacle {
	switch {
	case !p.Seen:
		return []Obstacle{fast(Company, "identity_missing", p.Owner, "owner", p.Owner)}
	case p.powerless(): // which the law says
	case p.Agent != "" && p.Gap != "":
		return []Obstacle{fast(Company, "letter_"+p.Gap, p.Owner, "owner", p.Owner, "agent", p.Agent)}
	case !p.Original:
		return []Obstacle{blocks(Company, "identity_copy", p.Owner, "owner", p.Owner)}
	}
	return nil
}

// toMind never blocks: the property company's fee and papers must not be made a
// condition of the handover (model contract art. 12), and other defects go into
// the annex.
func toMind(f GateFacts) []Obstacle {
	var all []Obstacle
	mind := func(s Strength, code string, args ...string) {
		all = append(all, Obstacle{Code: code, Strength: s, Args: args})
	}
	if n := f.Undispatched + f.InWork + f.Unverified - len(f.GraveOnes); n > 0 {
		mind(Contract, "annex", "count", itoa(n))
	}
	if !f.Agreement {
		mind(Company, "agreement_unsigned")
	}
	if f.Draft {
		mind(Company, "agreement_draft")
	}
	if f.Incomplete > 0 {
		mind(Company, "incomplete", "count", itoa(f.Incomplete))
	}
	return all
}
