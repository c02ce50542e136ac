package store

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"keyday/app"
	"keyday/data/durable"
	"keyday/data/fault"
)

// Outside of the sites' folders stands besides who was erased from each: a backup that
// was made before does not bring them back, wherever on this laptop it is restored, and
// whatever has become of the site. Each line is sealed under the site's key, so it tells
// nothing and nobody can add one.

const erasedEnding = ".erased"

// erasedIn names what the lines of a list are bound to.
var erasedIn = []byte("erased")

func (o outside) erasedFile(site app.ID) string {
	return filepath.Join(o.folder, site.String()+erasedEnding)
}

// erased reads who is known to have been erased from the site on this laptop.
func (o outside) erased(s *Store) (all []Erasure) {
	if o.folder == "" {
		return nil
	}
	content, err := durable.ReadFile(o.erasedFile(s.site), 16<<20)
	if err != nil {
		return nil
	}
	known := map[app.ID]bool{}
	for line := range strings.Lines(string(content)) {
		sealed, err := base64.StdEncoding.DecodeString(strings.TrimSpace(line))
		if err != nil {
			continue
		}
		if b, err := s.ring.OpenSite(sealed, erasedIn); err == nil && len(b) == erasureSize {
			if known[app.ID(b[:16])] {
				continue
			}
			known[app.ID(b[:16])] = true
			all = append(all, Erasure{Person: app.ID(b[:16]), By: app.ID(b[16:32]), At: time.UnixMilli(int64(binary.BigEndian.Uint64(b[32:])))})
		}
	}
	return all
}

const erasureSize = 16 + 16 + 8

// noteErasuresLeft brings it up at opening: where that cannot be done, people work on.
func (s *Store) noteErasuresLeft(ctx context.Context) error {
	if err := s.noteErasures(ctx); err != nil {
		s.warn("person.unnoted", "why", app.RefusalCode(err))
	}
	return nil
}

// noteErasures brings the list outside up to what the site knows.
func (s *Store) noteErasures(ctx context.Context) error {
	if s.outside.folder == "" {
		return nil
	}
	all, err := s.Erasures(ctx)
	if err != nil {
		return err
	}
	known := s.outside.erased(s)
	have := len(known)
	for _, e := range all {
		if !slices.ContainsFunc(known, func(k Erasure) bool { return k.Person == e.Person }) {
			known = append(known, e)
		}
	}
	if len(known) == have {
		return nil
	}
	var lines strings.Builder
	for _, e := range known {
		b := append(append([]byte(nil), e.Person[:]...), e.By[:]...)
		b = binary.BigEndian.AppendUint64(b, uint64(e.At.UnixMilli()))
		lines.WriteString(base64.StdEncoding.EncodeToString(s.ring.SealSite(b, erasedIn)) + "\n")
	}
	file := s.outside.erasedFile(s.site)
	if err := durable.MkdirAll(s.outside.folder); err != nil {
		return fault.Translate(err, file)
	}
	return fault.Translate(durable.WriteFile(file, []byte(lines.String())), file)
}

// eraseAgain erases who was erased from the site on this laptop before: an older copy of
// the folder in its place does not bring them back.
func (s *Store) eraseAgain(ctx context.Context) error {
	if s.opt.ReadOnly {
		return nil
	}
	for _, e := range s.outside.erased(s) {
		err := s.erase(ctx, app.Actor{Staff: e.By}, e.Person)
		switch app.RefusalCode(err) {
		case "person.erased", "record.unknown":
		case "person.remains", "person.unnoted":
			s.warn(app.RefusalCode(err))
		default:
			if err != nil {
				return err
			}
		}
	}
	return nil
}
