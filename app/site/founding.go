package site

// Founding is what somebody fills in to make a new site.
type Founding struct {
	Folder      string
	Company     string
	Address     string
	Phone       string
	Property    string
	Name        string
	Communities []string
	Supervisor  string
	PIN         string
	Lane        string
	Logo        []byte // none where it is empty
	LogoName    string
}
