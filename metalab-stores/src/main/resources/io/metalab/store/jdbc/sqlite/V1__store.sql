-- Which store this is. The format is raised by every later migration.
CREATE TABLE metalab (format INTEGER NOT NULL, store TEXT NOT NULL);
INSERT INTO metalab (format, store) VALUES (1, lower(hex(randomblob(16))));

-- A writer is one open store of one process; its state is live, ended or fenced.
CREATE TABLE writers (
  number INTEGER PRIMARY KEY,
  writer TEXT NOT NULL UNIQUE,
  owner  TEXT NOT NULL,
  beat   INTEGER NOT NULL,
  state  TEXT NOT NULL
);

-- What many records share.
CREATE TABLE kinds (
  number     INTEGER PRIMARY KEY,
  experiment TEXT NOT NULL,
  code       TEXT NOT NULL,
  digest     TEXT NOT NULL,
  provenance TEXT NOT NULL,
  UNIQUE (experiment, digest)
);

-- One row a run, with its effective record; without one if the run was removed.
CREATE TABLE runs (
  number      INTEGER PRIMARY KEY,
  run_id      BLOB NOT NULL UNIQUE,
  highest     INTEGER NOT NULL,
  removed     INTEGER NOT NULL DEFAULT 0,
  status      TEXT,
  attempt     INTEGER,
  kind        INTEGER,
  computation INTEGER,
  writer      INTEGER,
  checksum    INTEGER,
  record      TEXT
);
CREATE INDEX runs_by_status ON runs (status, kind);
CREATE INDEX runs_by_computation ON runs (computation) WHERE status = 'success';

-- The attempts that are not effective.
CREATE TABLE superseded (
  number      INTEGER PRIMARY KEY,
  run         INTEGER NOT NULL,
  status      TEXT NOT NULL,
  attempt     INTEGER NOT NULL,
  kind        INTEGER NOT NULL,
  computation INTEGER NOT NULL,
  writer      INTEGER NOT NULL,
  checksum    INTEGER NOT NULL,
  record      TEXT NOT NULL
);
CREATE INDEX superseded_by_run ON superseded (run);

-- Which numbers of runs came or changed, in the order of commits.
CREATE TABLE changes (
  position INTEGER PRIMARY KEY,
  low      INTEGER NOT NULL,
  high     INTEGER NOT NULL
);

CREATE TABLE annotations (
  number  INTEGER PRIMARY KEY,
  digest  TEXT NOT NULL UNIQUE,
  run     INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  edit    TEXT NOT NULL
);
CREATE INDEX annotations_by_run ON annotations (run);

CREATE TABLE documents (
  number INTEGER PRIMARY KEY,
  kind   TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  stored TEXT NOT NULL,
  body   BLOB NOT NULL,
  UNIQUE (sha256, kind)
);

-- Pieces of logs and series.
CREATE TABLE streams (
  number  INTEGER PRIMARY KEY,
  run_id  BLOB NOT NULL,
  attempt INTEGER NOT NULL,
  kind    TEXT NOT NULL,
  writer  INTEGER NOT NULL,
  start   INTEGER NOT NULL,
  size    INTEGER NOT NULL,
  bytes   BLOB NOT NULL,
  UNIQUE (run_id, attempt, kind, writer, start)
);

CREATE TABLE claims (
  plan   TEXT NOT NULL,
  chunk  INTEGER NOT NULL,
  writer INTEGER NOT NULL,
  token  TEXT NOT NULL,
  PRIMARY KEY (plan, chunk)
);

-- Artifacts that are kept in the database; trashed says since when, in milliseconds.
CREATE TABLE artifacts (
  sha256  TEXT PRIMARY KEY,
  size    INTEGER NOT NULL,
  trashed INTEGER
);
CREATE TABLE artifact_pieces (
  sha256 TEXT NOT NULL,
  piece  INTEGER NOT NULL,
  bytes  BLOB NOT NULL,
  PRIMARY KEY (sha256, piece)
);
-- What a writer has put and no acknowledged record names yet; put tells one putting from another.
CREATE TABLE holds (
  sha256 TEXT NOT NULL,
  writer INTEGER NOT NULL,
  put    INTEGER NOT NULL,
  PRIMARY KEY (sha256, writer, put)
);
