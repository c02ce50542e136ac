package words

import "keyday/app"

// FileOf says whose file a refusal is about: the home and the record that name it, and in
// which field: "3-1-301 D-01-00002 照片".
func (w *Words) FileOf(r *app.Refusal) string {
	return Join(" ", r.Args["of"], w.T("field."+r.Args["kind"]+"."+r.Args["field"]))
}
