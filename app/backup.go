package app

// BackupPlan is where the backups of a site go, and when they are made by themselves.
type BackupPlan struct {
	Folder  string // "" for none yet
	Secret  bool   // a passphrase is set
	Hourly  bool   // while people work
	Closing bool   // when the window closes
	Beside  bool   // the folder lies on the disk that the site lies on, told of
}
