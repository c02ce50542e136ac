package store

import (
	"archive/tar"
	"context"
	"crypto/ed25519"
	"database/sql"
	"database/sql/driver"
	"io"
	"sync/atomic"

	"keyday/app"
	"keyday/data/journal"
	"keyday/data/keyring"
	"keyday/data/registry"
)

// What tests see of the store from outside, where they stand on the records of the trade.

const (
	SiteFile      = siteFile
	DeviceFile    = deviceFile
	LockFile      = lockFile
	Scrubbing     = scrubbing
	IndexedBy     = indexedBy
	MarkEnding    = markEnding
	HalfEnding    = halfEnding
	ErasedEnding  = erasedEnding
	LaneLetters   = laneLetters
	OtherPlace    = otherPlace
	SamePlace     = samePlace
	DoubtfulPlace = doubtfulPlace
	AgeMagic      = ageMagic
	BackupVersion = backupVersion
	ManifestEntry = manifestEntry
	KeysEntry     = keysEntry
	FilesEntry    = filesEntry
	OwnWorkFactor = ownWorkFactor
	MaxWorkFactor = maxWorkFactor
)

type (
	Place    = place
	Tip      = tip
	Sameness = sameness
	Manifest = manifest
)

var (
	ErasedIn     = erasedIn
	ErrTorn      = errTorn
	WorkFactor   = &workFactor
	DecodePlace  = decodePlace
	FileIdentity = fileIdentity
	FileURI      = fileURI
	KindBit      = kindBit
	LayOut       = layOut
	Letters      = letters
	Migrate      = migrate
	Normal       = normal
	OpenDevice   = openDevice
	RenewDevice  = renewDevice
	RunMigration = runMigration
	SchemaOf     = schemaOf
	Translate    = translate
)

func (s *Store) Anchored() *atomic.Value     { return &s.anchored }
func (s *Store) Applying() *atomic.Bool      { return &s.applying }
func (s *Store) Device() *device             { return s.device }
func (s *Store) Keys() *keyCache             { return &s.keys }
func (s *Store) MayGrant(may bool)           { s.mayGrant = may }
func (s *Store) Opt() *Options               { return &s.opt }
func (s *Store) Outside() *outside           { return &s.outside }
func (s *Store) Reader() *sql.DB             { return s.reader }
func (s *Store) Reg() *registry.Registry     { return s.reg }
func (s *Store) Signing() ed25519.PrivateKey { return s.signing }
func (s *Store) SiteID() app.ID              { return s.site }
func (s *Store) SetRing(r *keyring.Ring)     { s.ring = r }
func (s *Store) Streams() *streams           { return &s.streams }
func (s *Store) Tip() tip                    { return s.tip }
func (s *Store) Writer() *sql.DB             { return s.writer }
func (s *Store) CopyIn(folder string) bool   { return s.copyIn(folder) }
func (s *Store) Known() map[app.ID]*known    { return s.known }

func (s *Store) Connector(path, query string) driver.Connector { return s.connector(path, query) }
func (s *Store) CopyOut(ctx context.Context, dir string) (string, uint64, error) {
	return s.copyOut(ctx, dir)
}
func (s *Store) EraseNow(ctx context.Context, actor app.Actor, person app.ID) error {
	return s.erase(ctx, actor, person)
}
func (s *Store) EraseAgain(ctx context.Context) error { return s.eraseAgain(ctx) }
func (s *Store) Heads(ctx context.Context, q querier, k *registry.Kind, id app.ID) (*journal.Heads, error) {
	return s.heads(ctx, q, k, id)
}
func (s *Store) Load(ctx context.Context, q querier, k *registry.Kind, id app.ID) (any, []byte, error) {
	return s.load(ctx, q, k, id)
}
func (s *Store) Operation(ctx context.Context, q querier, d journal.Dot) (journal.Op, error) {
	return s.operation(ctx, q, d)
}
func (s *Store) PersonKeys(ctx context.Context, q querier, person app.ID) (personKeys, error) {
	return s.personKeys(ctx, q, person)
}

func (tx *Tx) Apply(body []byte, hash [32]byte, sig []byte) error { return tx.apply(body, hash, sig) }
func (tx *Tx) Exec(query string, args ...any) (sql.Result, error) { return tx.exec(query, args...) }
func (tx *Tx) KnownWithHeads(k *registry.Kind, id app.ID) (*known, error) {
	return tx.knownWithHeads(k, id)
}
func (tx *Tx) Put(k *registry.Kind, given any) error    { return tx.put(k, given) }
func (tx *Tx) Remove(k *registry.Kind, id app.ID) error { return tx.remove(k, id) }
func (tx *Tx) Show(k *registry.Kind, id app.ID, known *known, op *journal.Op, fresh bool) error {
	return tx.show(k, id, known, op, fresh)
}
func (tx *Tx) SQL() *session                             { return tx.sql }
func (tx *Tx) Stage()                                    { tx.staged = true }
func (tx *Tx) TakeEnvelope(e Envelope) error             { return tx.takeEnvelope(e) }
func (tx *Tx) TakeGrant(signed []byte) error             { return tx.takeGrant(signed) }
func (q *session) Known() map[app.ID]*known              { return q.known }
func (k *known) Kind() *registry.Kind                    { return k.kind }
func (k *known) Rec() any                                { return k.rec }
func (t tip) Hash() [32]byte                             { return t.hash }
func (t tip) Seq() uint64                                { return t.seq }
func (t tip) Stream() journal.Stream                     { return t.stream }
func (st *streams) Number(s journal.Stream) uint32       { return st.number(s) }
func (st *streams) Stream(n uint32) journal.Stream       { return st.stream(n) }
func (d *device) DB() *sql.DB                            { return d.db }
func (d *device) Epochs() ([]epoch, error)               { return d.epochs() }
func (d *device) Place() (place, bool, error)            { return d.place() }
func (d *device) Stay(here place) error                  { return d.notePlace(here) }
func (p place) Compare(was place) sameness               { return p.compare(was) }
func (p place) Encode() string                           { return p.encode() }
func (o outside) Erased(s *Store) []Erasure              { return o.erased(s) }
func (o outside) ErasedFile(site app.ID) string          { return o.erasedFile(site) }
func (o *outside) SetFolder(folder string)               { o.folder = folder }
func (c *keyCache) Get(person app.ID) (personKeys, bool) { return c.get(person) }
func (c *keyCache) Keep(person app.ID, keys personKeys)  { c.keep(person, keys) }
func (e epoch) Seq() uint64                              { return e.seq }

// OtherHardware lets the store find these cards and this board, until the result is called.
func OtherHardware(cards func() []string, board func() string) (back func()) {
	was := builtIn
	builtIn = hardware{cards, board}
	return func() { builtIn = was }
}

// Small reads an entry of a backup that is to be small.
func Small(r *tar.Reader, name string) ([]byte, error) { return (&unpacking{}).small(r, name) }

// Unpack unpacks what stands in a backup of so many bytes into dir, and says how many
// bytes it wrote.
func Unpack(ctx context.Context, dir string, size int64, plain io.Reader) (written int64, err error) {
	u := &unpacking{ctx: ctx, dir: dir, size: size}
	err = u.unpack(tar.NewReader(damage{plain}))
	return u.done, err
}

// Salvaged reads what can still be read.
func Salvaged(from io.Reader, most int64) (read []byte, err, said error) {
	s := &salvage{from: from}
	read, err = io.ReadAll(io.LimitReader(s, most))
	return read, err, s.err
}
