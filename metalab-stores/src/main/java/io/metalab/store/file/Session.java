package io.metalab.store.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One writer id of this process, with its lease; safe for use by many threads. */
final class Session {
  private final String writer;
  private final Path leaseFile;
  private final Owner owner;
  private long counter;
  private long beatNanos;
  private volatile boolean fenced;

  private Session(String writer, Path leaseFile, Owner owner) {
    this.writer = writer;
    this.leaseFile = leaseFile;
    this.owner = owner;
  }

  /** Creates a writer with a lease file of its own. */
  static Session create(Layout layout, Owner owner, long nowNanos) throws IOException {
    String writer = WriterId.random();
    Session session = new Session(writer, layout.writers().resolve(writer), owner);
    if (!Disk.createNew(session.leaseFile, owner.leaseText(0))) {
      throw new IOException("The writer id %s is in use.".formatted(writer));
    }
    session.beatNanos = nowNanos;
    return session;
  }

  String writer() {
    return writer;
  }

  /** Returns whether another controller has shut this writer out, as far as is known. */
  boolean isFenced() {
    return fenced;
  }

  void markFenced() {
    fenced = true;
  }

  /** Moves the counter of the lease. */
  synchronized void beat(long nowNanos) throws IOException {
    try (OutputStream out =
        Files.newOutputStream(leaseFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(owner.leaseText(++counter));
    }
    beatNanos = nowNanos;
  }

  /** Moves the counter unless that was done within this time. */
  synchronized void beatIfOlder(long nowNanos, long ageNanos) throws IOException {
    if (nowNanos - beatNanos >= ageNanos) {
      beat(nowNanos);
    }
  }

  /** Gives the lease back. */
  void end() throws IOException {
    Files.deleteIfExists(leaseFile);
  }
}
