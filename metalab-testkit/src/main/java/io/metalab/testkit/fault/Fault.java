package io.metalab.testkit.fault;

/** What happens to one operation on a {@link FaultFileSystem}. */
public enum Fault {
  /** Nothing: it succeeds. */
  NONE,
  /** It fails with an I/O error and changes nothing; what a failed sync was to store is lost. */
  IO_ERROR,
  /** It fails because the disk is full and changes nothing. */
  NO_SPACE,
  /** A write stores a part of its bytes and says so; any other operation fails as IO_ERROR does. */
  SHORT_WRITE,
  /** A write stores a part of its bytes, then fails; any other operation fails as IO_ERROR does. */
  TORN_WRITE,
  /** The process dies before it. */
  CRASH_BEFORE,
  /** The process dies while a write has stored a part of its bytes; else as CRASH_BEFORE. */
  CRASH_TORN,
  /** The process dies after it, before its caller learns. */
  CRASH_AFTER;

  /** Returns whether the process dies. */
  public boolean isCrash() {
    return this == CRASH_BEFORE || this == CRASH_TORN || this == CRASH_AFTER;
  }
}
