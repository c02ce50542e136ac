package inspect

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"keyday/app/site"
)

// Read reads the checklist name from three tables: its items, the limits of
// those that are measured, and the phrases of what goes wrong. Every fault of the
// tables is named with its line.
func Read(files fs.FS, name, version string) (*Checklist, error) {
	c := &Checklist{Name: name + "/" + version, byKey: map[string]*Item{}, phrases: map[string]*Phrase{}, byText: map[string]*Phrase{}}
	for _, table := range []struct {
		name string
		take func(row) error
	}{{"items", c.takeItem}, {"limits", c.takeLimit}, {"phrases", c.takePhrase}} {
		if err := readTable(files, name+"."+table.name+".csv", table.take); err != nil {
			return nil, err
		}
	}
	c.index()
	return c, c.check()
}

// row is a line of a table by the names of its columns.
type row map[string]string

func readTable(files fs.FS, file string, take func(row) error) error {
	f, err := files.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in := csv.NewReader(f)
	head, err := in.Read()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			r := row{}
			for i, name := range head {
				r[name] = strings.TrimSpace(cells[i])
			}
			err = take(r)
		}
		if err != nil {
			line, _ := in.FieldPos(0)
			return fmt.Errorf("%s, line %d: %w", file, line, err)
		}
	}
}

func (r row) said(name string) Said { return Said{r[name+"_zh"], r[name+"_en"]} }

func (c *Checklist) takeItem(r row) error {
	i := Item{
		No: r["no"], Key: r["key"], Part: r.said("part"), Name: r.said("item"), Method: r.said("method"), Demand: r.said("require"),
		Measured: r["kind"] == "measure", Unit: r["unit"], Reference: Reference(r["reference"]), Size: r.said("size"),
		Trade: site.Trade(r["trade"]), Warranty: site.WarrantyClass(r["warranty"]), Source: r["source"], Grade: site.Grade(r["grade"]),
	}
	for _, s := range strings.Fields(r["spaces"]) {
		i.Spaces = append(i.Spaces, site.RoomKind(s))
	}
	for _, s := range strings.Fields(r["sets"]) {
		i.Sets = append(i.Sets, Set(s))
	}
	if f := r["finish"]; f != "both" {
		i.Finish = site.Finish(f)
	}
	var err error
	if i.Points, err = strconv.Atoi("0" + r["points"]); err != nil {
		return err
	}
	if i.Nominal, err = number(r["nominal"]); err != nil {
		return err
	}
	if slices.ContainsFunc(c.Items, func(o Item) bool { return o.Key == i.Key }) {
		return fmt.Errorf("%s stands twice", i.Key)
	}
	c.Items = append(c.Items, i)
	return nil
}

func (c *Checklist) find(key string) (*Item, error) {
	at := slices.IndexFunc(c.Items, func(i Item) bool { return i.Key == key })
	if at < 0 {
		return nil, fmt.Errorf("no item %q", key)
	}
	return &c.Items[at], nil
}

func (c *Checklist) takeLimit(r row) error {
	i, err := c.find(r["item"])
	if err != nil {
		return err
	}
	l := Limit{Set: Set(r["set"]), Source: r["source"], Grade: site.Grade(r["grade"])}
	for name, b := range map[string]*Bound{"up_to": &l.UpTo, "min": &l.Min, "max": &l.Max, "range": &l.Range} {
		if *b, err = bound(r[name]); err != nil {
			return err
		}
	}
	i.Limits = append(i.Limits, l)
	return nil
}

func (c *Checklist) takePhrase(r row) error {
	i, err := c.find(r["item"])
	if err != nil {
		return err
	}
	i.Phrases = append(i.Phrases, Phrase{
		Key: r["key"], Item: i.Key, Text: r.said("phrase"),
		Severity: site.Severity(r["severity"]), Trade: site.Trade(r["trade"]), Warranty: site.WarrantyClass(r["warranty"]),
	})
	return nil
}

func (c *Checklist) index() {
	for n := range c.Items {
		i := &c.Items[n]
		c.byKey[i.Key] = i
		for k := range i.Phrases {
			p := &i.Phrases[k]
			c.phrases[p.Key], c.byText[p.Text.ZH] = p, p
		}
	}
}

var spaces = []site.RoomKind{site.Living, site.Bedroom, site.Kitchen, site.Bathroom, site.Balcony, site.Entrance,
	site.Storage, site.Shop, site.Whole, CommonParts, Grounds, Roof, Parking, Vacant}

// check refuses a list on which somebody could not be guided: an unknown word, a
// measured item that nothing judges, an item without a phrase.
func (c *Checklist) check() error {
	seen := map[string]bool{}
	for _, i := range c.Items {
		if fault := i.fault(); fault != "" {
			return fmt.Errorf("item %s: %s", i.Key, fault)
		}
		for _, p := range i.Phrases {
			if seen[p.Key] || p.Text.ZH == "" || p.Text.EN == "" || !p.Severity.Known() || !p.Trade.Known() || !p.Warranty.Known() {
				return fmt.Errorf("phrase %s is unclear or stands twice", p.Key)
			}
			seen[p.Key] = true
		}
	}
	return nil
}

func (i Item) fault() string {
	unknown := func(k site.RoomKind) bool { return !slices.Contains(spaces, k) }
	switch {
	case i.Key == "" || i.No == "" || i.Name.ZH == "" || i.Name.EN == "" || i.Part.ZH == "" || i.Part.EN == "":
		return "a name is missing"
	case len(i.Spaces) == 0 || slices.ContainsFunc(i.Spaces, unknown):
		return "its spaces are unclear"
	case i.Finish != "" && i.Finish != site.Bare && i.Finish != site.Fitted:
		return "its finish is unclear"
	case slices.ContainsFunc(i.Sets, func(s Set) bool { return !s.Known() }):
		return "its sets are unclear"
	case !i.Trade.Known() || !i.Warranty.Known() || !i.Grade.Known() || i.Source == "":
		return "trade, warranty class, source or grade is missing"
	case len(i.Phrases) == 0:
		return "it has no phrase"
	case i.Measured != (i.Points > 0) || i.Measured != (len(i.Limits) > 0) || i.Measured != (i.Unit != ""):
		return "it is measured without points, unit or limit, or looked at with one of them"
	case i.Measured && !slices.Contains([]Reference{ByItself, ByDesign, BySize, ByFixed}, i.Reference):
		return "what it is held against is unclear"
	case i.Reference == BySize && i.Size.ZH == "":
		return "its size has no name"
	case slices.ContainsFunc(i.Limits, func(l Limit) bool { return !l.Set.Known() || !l.Grade.Known() || l.Source == "" || l.empty() }):
		return "a limit is unclear"
	}
	return ""
}

func number(text string) (decimal.Decimal, error) {
	if text == "" {
		return decimal.Decimal{}, nil
	}
	return decimal.NewFromString(text)
}

// bound reads 3, or <3 for what must stay below; "" is no bound.
func bound(text string) (Bound, error) {
	if text == "" {
		return Bound{}, nil
	}
	plain, strict := strings.CutPrefix(text, "<")
	v, err := decimal.NewFromString(plain)
	return Bound{Value: v, Set: true, Strict: strict}, err
}
