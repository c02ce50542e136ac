package app

import "fmt"

// NumberKind is a series of human numbers such as D-01-00042. The two digits in
// the middle belong to the laptop's stream, so that no two laptops ever write
// the same number; gaps happen, reuse never does.
type NumberKind string

// The series. A printed number never changes its meaning, so this table only grows.
const (
	DefectNumber      NumberKind = "D"  // 问题/缺陷
	NoticeNumber      NumberKind = "ZG" // 整改通知单
	SheetNumber       NumberKind = "YF" // 验房单
	CertificateNumber NumberKind = "JF" // 房屋交接单
	AgreementNumber   NumberKind = "WY" // 前期物业服务协议
)

// FormatNumber writes KIND-LL-NNNNN; lane is "01", or "01b" after a restored backup.
func FormatNumber(kind NumberKind, lane string, n int) string {
	return fmt.Sprintf("%s-%s-%05d", kind, lane, n)
}
