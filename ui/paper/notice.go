package paper

import (
	"keyday/app"
	"keyday/app/contract"
	"keyday/app/defect"
	"keyday/ui/paper/first"
	"keyday/ui/paper/set"
)

// noticeForm is the 整改通知单: what a firm is asked to put right, by when, and what it costs
// not to.
var noticeForm = Form{Template: defect.NoticeTemplate, Kind: contract.Rectify, ZH: "整改通知单", EN: "Rectification Notice",
	layout: layout[defect.NoticeContent]{
		blank: func(f app.Frame) defect.NoticeContent { return defect.NoticeContent{Frame: f} },
		about: func(c defect.NoticeContent) string { return c.Firm },
		pictures: func(c defect.NoticeContent) (all []string) {
			for _, item := range c.Items {
				all = append(all, item.Photos...)
			}
			return all
		},
		lay: func(e edition, c defect.NoticeContent) (*set.Flow, error) {
			f := e.flow(c.Frame, "")
			return f, first.Notice(f, c)
		},
		specimens: specimensOf(first.NoticeSpecimens()...),
	}}
