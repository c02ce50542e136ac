package rehearsal

import (
	"encoding/csv"
	"io/fs"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/site"
)

// seeds are the people, firms and homes of assets/rehearsal.
type seeds struct {
	surnames weighted
	men      []string
	women    []string
	rare     []string
	team     []member
	firms    []contractor
	types    []homeType
}

type member struct {
	name  string
	role  app.Role
	phone string
}

type contractor struct {
	site.Firm
	workers []string
}

// homeType is a house type and where its rooms lie on the plan.
type homeType struct {
	site.HouseType
	area, inner string
	boxes       []box // of the rooms, in their order
}

// box is a rectangle of the plan, in decimetres.
type box struct{ x, y, w, h int }

// weighted lists each entry as often as it is common.
type weighted []string

func readSeeds(files fs.FS) (s seeds, err error) {
	for _, part := range []struct {
		file string
		line func(s *seeds, words []string) bool
	}{
		{"names.txt", (*seeds).nameLine},
		{"house_types.txt", (*seeds).typeLine},
	} {
		raw, err := fs.ReadFile(files, part.file)
		if err != nil {
			return s, err
		}
		for n, line := range strings.Split(string(raw), "\n") {
			words := strings.Fields(line)
			if len(words) == 0 || words[0] == "#" {
				continue
			}
			if !part.line(&s, words) {
				return s, unreadableError(part.file, n+1)
			}
		}
	}
	if err := readTable(files, "team.csv", s.memberRow); err != nil {
		return s, err
	}
	return s, readTable(files, "firms.csv", s.firmRow)
}

func unreadableError(file string, line int) error {
	return app.Refuse("rehearsal.seeds", "file", file, "line", strconv.Itoa(line))
}

func (s *seeds) nameLine(words []string) bool {
	switch rest := words[1:]; words[0] {
	case "surnames":
		weight, err := strconv.Atoi(rest[0])
		if err != nil {
			return false
		}
		for _, name := range rest[1:] {
			for range weight {
				s.surnames = append(s.surnames, name)
			}
		}
	case "men":
		s.men = append(s.men, rest...)
	case "women":
		s.women = append(s.women, rest...)
	case "rare":
		s.rare = append(s.rare, strings.ReplaceAll(rest[0], "_", " "))
	default:
		return false
	}
	return true
}

func (s *seeds) typeLine(words []string) bool {
	switch {
	case words[0] == "type" && len(words) == 5:
		s.types = append(s.types, homeType{
			HouseType: site.HouseType{Name: words[1], Finish: site.Finish(words[2])}, area: words[3], inner: words[4],
		})
	case words[0] == "room" && len(words) == 8 && len(s.types) > 0:
		t := &s.types[len(s.types)-1]
		t.Rooms = append(t.Rooms, site.Room{Key: words[1], Kind: site.RoomKind(words[2]), Name: words[3]})
		var n [4]int
		for i := range n {
			var err error
			if n[i], err = strconv.Atoi(words[4+i]); err != nil {
				return false
			}
		}
		t.boxes = append(t.boxes, box{n[0], n[1], n[2], n[3]})
	default:
		return false
	}
	return true
}

func (s *seeds) memberRow(r []string) {
	s.team = append(s.team, member{r[0], app.Role(r[1]), r[2]})
}

func (s *seeds) firmRow(r []string) {
	s.firms = append(s.firms, contractor{
		site.Firm{Name: r[0], Trades: strings.Fields(r[1]), Contact: r[2], Phone: r[3]}, strings.Fields(r[4]),
	})
}

// readTable reads a csv file below its header, row by row.
func readTable(files fs.FS, name string, take func([]string)) error {
	f, err := files.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		return unreadableError(name, 1)
	}
	for _, row := range rows[1:] {
		take(row)
	}
	return nil
}
