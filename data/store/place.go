package store

import (
	"encoding/json"
	"net"
	"path/filepath"
	"slices"
)

// place tells where a site's folder lies: which file on which laptop. A copy of the
// folder and a cloned disk lie elsewhere, and must not go on in the original's stream.
type place struct {
	File    string   `json:"file"`    // one file of one file system, a copy of it is another
	Machine string   `json:"machine"` // the installation of the operating system; a cloned disk has the same
	Cards   []string `json:"cards"`   // the network cards that are built in; a cloned disk sits beside others
	Board   string   `json:"board"`   // the mainboard, as far as the system tells; a cloned disk sits on another
}

// builtIn is what tells one laptop from another that has a copy of its disk.
var builtIn = hardware{cards, board}

type hardware struct {
	cards func() []string
	board func() string
}

// placeOf tells where the file lies.
func placeOf(path string) place {
	p := place{File: fileIdentity(path), Machine: machine(), Cards: builtIn.cards(), Board: builtIn.board()}
	if p.File == "" { // a file system that numbers its files anew each time
		p.File, _ = filepath.Abs(path)
	}
	return p
}

// sameness is what two places have in common.
type sameness uint8

const (
	otherPlace    sameness = iota // certainly another place
	samePlace                     // nothing speaks against it
	doubtfulPlace                 // the same file of the same installation in other hardware
)

// compare tells whether the site still lies where it lay.
func (p place) compare(was place) sameness {
	switch {
	case p.File != was.File, p.Machine != "" && was.Machine != "" && p.Machine != was.Machine:
		return otherPlace
	case len(p.Cards) > 0 && len(was.Cards) > 0 && !slices.ContainsFunc(p.Cards, func(c string) bool { return slices.Contains(was.Cards, c) }):
		return doubtfulPlace
	case p.Board != "" && was.Board != "" && p.Board != was.Board:
		return doubtfulPlace
	}
	return samePlace
}

// cards lists the addresses that network cards were made with. What a system makes up
// for itself says so by a bit, and changes.
func cards() []string {
	all, err := net.Interfaces()
	if err != nil {
		return nil
	}
	var found []string
	for _, i := range all {
		if len(i.HardwareAddr) == 6 && i.HardwareAddr[0]&2 == 0 && i.Flags&net.FlagLoopback == 0 {
			found = append(found, i.HardwareAddr.String())
		}
	}
	slices.Sort(found)
	return found
}

func (p place) encode() string {
	b, err := json.Marshal(p)
	if err != nil {
		panic(err) // texts always have a form
	}
	return string(b)
}

func decodePlace(text string) (p place, known bool) {
	return p, json.Unmarshal([]byte(text), &p) == nil && p.File != ""
}
