package io.metalab.store.jdbc;

/** One writer id of this open store; safe for use by many threads. */
final class Session {
  private final long number;
  private final String name;
  private volatile boolean fenced;

  /**
   * Creates a session.
   *
   * @param number number of its row in {@code writers}
   * @param name the writer id
   */
  Session(long number, String name) {
    this.number = number;
    this.name = name;
  }

  long number() {
    return number;
  }

  String name() {
    return name;
  }

  /** Returns whether another controller has shut this writer out, as far as is known. */
  boolean isFenced() {
    return fenced;
  }

  void markFenced() {
    fenced = true;
  }
}
