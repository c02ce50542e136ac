-- The journal: every change, append-only, chained per stream.
CREATE TABLE meta (
	key   TEXT PRIMARY KEY,
	value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The gate that every guard asks: it opens only inside a transaction of Keyday's
-- one writer, whose connection alone knows the function. Asking the function once
-- a transaction in place of once a row saves a third of a large import.
CREATE TABLE gate (open INTEGER NOT NULL) STRICT;
INSERT INTO gate (open) VALUES (0);
CREATE TRIGGER gate_guard BEFORE UPDATE ON gate WHEN keyday_applying() = 0
	BEGIN SELECT RAISE(ABORT, 'written past the journal'); END;
CREATE TRIGGER gate_one BEFORE INSERT ON gate BEGIN SELECT RAISE(ABORT, 'written past the journal'); END;
CREATE TRIGGER gate_kept BEFORE DELETE ON gate BEGIN SELECT RAISE(ABORT, 'written past the journal'); END;

-- Streams known here: those that the site granted, and this laptop's own. n is only
-- this file's short name for one.
CREATE TABLE dev (
	n      INTEGER PRIMARY KEY,
	stream BLOB NOT NULL UNIQUE,
	pub    BLOB NOT NULL,
	epoch  INTEGER NOT NULL,
	lane   TEXT NOT NULL
) STRICT;

-- What the site says of streams, signed by its key; see journal.Grant and Revocation.
CREATE TABLE granted (
	stream BLOB PRIMARY KEY,
	body   BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE revoked (
	stream BLOB PRIMARY KEY,
	last   INTEGER NOT NULL, -- as body says: the last operation that counts
	body   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Operations of streams that nobody granted, or after their revocation: kept, and not
-- the site's until a grant comes.
CREATE TABLE apart (
	stream BLOB NOT NULL,
	seq    INTEGER NOT NULL,
	body   BLOB NOT NULL,
	hash   BLOB NOT NULL,
	sig    BLOB NOT NULL, -- empty where it ends no action
	PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE op (
	dev    INTEGER NOT NULL,
	seq    INTEGER NOT NULL,
	kind   INTEGER NOT NULL,
	id     BLOB NOT NULL,
	stamp  INTEGER NOT NULL,
	action INTEGER NOT NULL, -- first seq of the action
	body   BLOB NOT NULL,    -- the canonical operation
	hash   BLOB NOT NULL,    -- SHA-256(previous hash || body)
	sig    BLOB,             -- the device's signature over the hash, where the operation ends an action
	PRIMARY KEY (dev, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_record ON op (kind, id);
CREATE TRIGGER op_kept BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_never_deleted BEFORE DELETE ON op
	WHEN keyday_applying() = 0 OR NOT EXISTS (SELECT 1 FROM revoked r JOIN dev d ON d.stream = r.stream WHERE d.n = OLD.dev AND OLD.seq > r.last)
	BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_guard BEFORE INSERT ON op WHEN (SELECT open FROM gate) = 0 AND keyday_applying() = 0
	BEGIN SELECT RAISE(ABORT, 'written past the journal'); END;

-- The heads of records that have no row: they were deleted, or are of a kind that this
-- Keyday does not know. All others keep theirs in their row.
CREATE TABLE head (
	id   BLOB PRIMARY KEY,
	kind INTEGER NOT NULL,
	body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dispute (
	id     BLOB NOT NULL,
	field  INTEGER NOT NULL,
	kind   INTEGER NOT NULL,
	opened INTEGER NOT NULL,
	PRIMARY KEY (id, field)
) STRICT, WITHOUT ROWID;

-- Person keys, sealed under the site-data key; a person may have several, see
-- personkey.go. This table may forget.
CREATE TABLE envelope (
	person BLOB NOT NULL,
	key    BLOB NOT NULL, -- names the key, as sealed values do
	body   BLOB NOT NULL,
	PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;
CREATE TABLE erasure (
	person BLOB PRIMARY KEY,
	at     INTEGER NOT NULL,
	by     BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The last number taken of each series (app.Series) in each lane.
CREATE TABLE counter (
	series TEXT NOT NULL,
	lane   TEXT NOT NULL,
	last   INTEGER NOT NULL,
	PRIMARY KEY (series, lane)
) STRICT, WITHOUT ROWID;

-- What happened to a home, a firm, a person: the operations on the records that are
-- about it, by stamp. See subject.go.
CREATE TABLE trail (
	subject BLOB NOT NULL,
	stamp   INTEGER NOT NULL,
	dev     INTEGER NOT NULL,
	seq     INTEGER NOT NULL,
	PRIMARY KEY (subject, stamp, dev, seq)
) STRICT, WITHOUT ROWID;

-- Records that came before the one that they belong to.
CREATE TABLE waiting (
	parent BLOB NOT NULL,
	kind   INTEGER NOT NULL,
	id     BLOB NOT NULL,
	PRIMARY KEY (parent, kind, id)
) STRICT, WITHOUT ROWID;

-- Records of which operations say something that this Keyday does not know: a newer one
-- shows them.
CREATE TABLE unshown (
	kind INTEGER NOT NULL,
	id   BLOB NOT NULL,
	PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Search. An entry is a distinct text that records are found by; its spellings
-- (itself, pinyin, initials) are kept from every place where a query may begin.
CREATE TABLE entry (
	n     INTEGER PRIMARY KEY,
	text  TEXT NOT NULL UNIQUE,
	how   INTEGER NOT NULL, -- as what it is spelled, one bit each: phrase, code, digest
	kinds INTEGER NOT NULL -- which kinds of records it finds, by the bits that they share
) STRICT;
CREATE TABLE spelling (
	s     TEXT NOT NULL,
	place INTEGER NOT NULL, -- 0 where s begins the text
	entry INTEGER NOT NULL,
	PRIMARY KEY (s, place, entry)
) STRICT, WITHOUT ROWID;
CREATE TABLE posting (
	entry INTEGER NOT NULL,
	kind  INTEGER NOT NULL,
	id    BLOB NOT NULL,
	how   INTEGER NOT NULL, -- as what the record's text is spelled
	PRIMARY KEY (entry, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX posting_record ON posting (id, entry);
