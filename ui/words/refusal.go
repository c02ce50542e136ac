package words

import (
	"context"
	"errors"
	"strings"
	"time"

	"keyday/app"
)

// Refusal says why something was not done: an app.Refusal by its entry
// "refusal.<code>", anything else in plain words with the technical text quoted.
// An argument that is a key of the domain ("state" of "defect.step_refused") is
// said by its entry, "defect.state.open". Several errors joined are said one per
// line; whatever they name has no lines of its own. No error is said as nothing.
func (w *Words) Refusal(err error) string {
	if err == nil {
		return ""
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		var lines []string
		for _, one := range many.Unwrap() {
			lines = append(lines, w.Refusal(one))
		}
		return strings.Join(lines, "\n")
	}
	var refusal *app.Refusal
	switch {
	case errors.As(err, &refusal):
		return w.refusal(refusal)
	case errors.Is(err, context.Canceled):
		return w.T("common.error.stopped")
	case errors.Is(err, context.DeadlineExceeded):
		return w.T("common.error.timeout")
	}
	return w.T("common.error.unknown", "text", err.Error())
}

func (w *Words) refusal(r *app.Refusal) string {
	key := "refusal." + r.Code
	args := make([]any, 0, 2*len(r.Args)+2)
	args = append(args, "refusal", r.Code)
	domain, _, _ := strings.Cut(r.Code, ".")
	for name, value := range r.Args {
		if name == "text" { // what somebody wrote: as it stands
			args = append(args, name, OneLine(value))
			continue
		}
		said := w.ofField(r, name, value)
		if said == "" {
			said = w.own(domain+"."+name, value)
		}
		if said == value { // where a defect is and what it is, as its record says: 主卧 电气 相位错
			if terms := w.Terms(strings.Split(value, " ")...); strings.Join(terms, " ") != value { // of several words each
				said = strings.Join(terms, " · ")
			}
		}
		args = append(args, name, OneLine(said))
	}
	text, known := w.present.Load().look(key, args...)
	if !known {
		return w.T("common.error.unknown", "text", r.Error())
	}
	return text
}

// ofField says what a refusal tells of one field of a record: what the field is called,
// its values, and when; "" for any other argument.
func (w *Words) ofField(r *app.Refusal, name, value string) string {
	kind, field := r.Args["kind"], r.Args["field"]
	switch name {
	case "kind":
		if key := "verify.kind." + value; r.Code == "record.unknown" && w.Has(key) {
			return w.T(key)
		}
	case "field":
		if key := "field." + kind + "." + field; w.Has(key) {
			return w.T(key)
		}
	case "mine", "theirs":
		if said := w.Value(app.Meaning{Type: app.FieldType(r.Args["type"]), Words: r.Args["words"]}, value, nil); said != "" {
			return said
		}
		return w.T("common.blank")
	case "at", "made":
		if t, err := time.Parse(time.RFC3339, value); err == nil {
			return w.Moment(t) // as it is at the site
		}
	}
	return ""
}

// own says in words what is a key of the domain's own: the state "decided" of
// handover.step_refused by the entry handover.state.decided. Several keys stand
// with 、 between them, and what a key is said of behind a colon: "area、id_no:王敏".
func (w *Words) own(prefix, value string) string {
	present := w.present.Load()
	parts := strings.Split(value, "、")
	for i, part := range parts {
		key, of, has := strings.Cut(part, ":")
		said, known := present.look(prefix + "." + strings.ReplaceAll(key, ".", "_"))
		if !known {
			continue
		}
		if has {
			said += " " + of
		}
		parts[i] = said
	}
	return w.List(parts)
}
