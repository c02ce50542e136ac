package photo

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"slices"

	"keyday/app"
	"keyday/data/fault"
)

// Finding is one file that is not as the site's records say.
type Finding struct {
	Hash string
	Code string // Missing, Altered, NoFile, PreviewAltered, or what reading it met: Unreadable, a refusal of data/fault
}

// Check reads every wanted file and lists those that are missing or whose content
// is no longer their hash, and those of which an altered preview lay there: that is
// taken away, and made again when somebody looks. Whatever one file is, Check goes
// on with the others; it stops with the context.
func (s *Store) Check(ctx context.Context, wanted iter.Seq[string]) ([]Finding, error) {
	var found []Finding
	for hash := range wanted {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		err := s.verify(ctx, hash)
		if ctx.Err() != nil {
			return found, ctx.Err()
		}
		switch code := app.RefusalCode(err); {
		case code != "":
			found = append(found, Finding{hash, code})
		case err != nil:
			found = append(found, Finding{hash, Unreadable})
		}
		if s.dropAltered(hash) {
			found = append(found, Finding{hash, PreviewAltered})
		}
	}
	return found, nil
}

// CheckOne is Check of one file; it refuses with all that is wrong with it.
func (s *Store) CheckOne(ctx context.Context, hash string) error {
	found, err := s.Check(ctx, slices.Values([]string{hash}))
	refusals := []error{err}
	for _, f := range found {
		refusals = append(refusals, app.Refuse(f.Code, "hash", hash))
	}
	return errors.Join(refusals...)
}

func (s *Store) verify(ctx context.Context, hash string) error {
	f, err := s.Open(hash)
	if err != nil {
		return err
	}
	defer f.Close()
	return requireUnaltered(ctx, f, hash)
}

// requireUnaltered refuses a file whose content is not its hash.
func requireUnaltered(ctx context.Context, f io.Reader, hash string) error {
	sum := sha256.New()
	if _, err := io.Copy(sum, stoppable{ctx, f}); err != nil {
		return fault.Translate(err, hash)
	}
	if hex.EncodeToString(sum.Sum(nil)) != hash {
		return app.Refuse(Altered, "hash", hash)
	}
	return nil
}
