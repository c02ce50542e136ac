package register

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"keyday/app"
	"keyday/app/pinyin"
)

// Saved is a view that somebody saved under a name.
type Saved struct {
	Name string
	View View
}

// Saved are the views of the list that were saved on this laptop, by name. One that a later
// Keyday wrote, and this one cannot read, is left out.
func (s *Source) Saved(ctx context.Context) (all []Saved, err error) {
	views, err := s.site.SavedViews(ctx, s.Key)
	for name, text := range views {
		saved := Saved{Name: name}
		if json.Unmarshal([]byte(text), &saved.View) == nil {
			all = append(all, saved)
		}
	}
	byName := pinyin.ByName()
	slices.SortFunc(all, func(a, b Saved) int { return cmp.Or(byName(a.Name, b.Name), strings.Compare(a.Name, b.Name)) })
	return all, err
}

// nameLimit is how many characters the name of a saved view may have.
const nameLimit = 40

// Save saves a view under a name, in place of one of that name. What is looked for is not
// saved, nor what is asked of owners' names: it would outlast an owner who is erased.
func (s *Source) Save(ctx context.Context, name string, v View) error {
	name = strings.TrimSpace(name)
	switch n := len([]rune(name)); {
	case n == 0:
		return app.Refuse("register.no_name")
	case n > nameLimit:
		return app.Refuse("register.long_name", "most", strconv.Itoa(nameLimit))
	}
	v.Find = ""
	v.Where = slices.DeleteFunc(slices.Clone(v.Where), func(c Condition) bool {
		h, _ := s.Head(c.Column)
		return h.Personal || h.Private
	})
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.site.SaveView(ctx, s.Key, name, string(text))
}

// Forget forgets the view that was saved under a name.
func (s *Source) Forget(ctx context.Context, name string) error {
	return s.site.SaveView(ctx, s.Key, name, "")
}
