package words

import (
	"slices"
	"testing"
)

// People are looked for by the sound of their names, not by where a character stands in
// Unicode, the rarest too.
func TestNamesByPinyin(t *testing.T) {
	want := []string{"Ahmed", "陈强", "郭佳颖", "何志远", "林晓燕", "欧阳䶮", "孙立新", "王𬀩", "王敏", "谢雨桐", "徐婷", "杨帆", "赵磊", "周静"}
	got := slices.Clone(want)
	slices.Sort(got)
	slices.SortFunc(got, ByName())
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
