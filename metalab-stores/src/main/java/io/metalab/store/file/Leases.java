package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Watches the leases of other writers; safe for use by many threads. */
final class Leases {
  private record Observation(String text, long sinceNanos) {}

  private final Layout layout;
  private final Duration otherwise;
  private final LongSupplier nanoTime;
  private final Map<String, Observation> observations = new HashMap<>();

  /**
   * Creates a watch.
   *
   * @param otherwise lease of a writer whose file does not say
   */
  Leases(Layout layout, Duration otherwise, LongSupplier nanoTime) {
    this.layout = layout;
    this.otherwise = otherwise;
    this.nanoTime = nanoTime;
  }

  /**
   * Returns whether a writer is gone: it was fenced, gave its lease back, died on this machine, or
   * has not moved its counter for the length of its lease while this object watched.
   */
  synchronized boolean isExpired(String writer) throws IOException {
    if (Disk.exists(layout.fence(writer))) {
      return true;
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(layout.writers().resolve(writer));
    } catch (NoSuchFileException e) {
      return true;
    }
    Optional<Owner> owner = Owner.parse(bytes);
    if (owner.isPresent() && owner.get().isDead()) {
      return true;
    }
    String text = new String(bytes, UTF_8);
    long now = nanoTime.getAsLong();
    Observation known = observations.get(writer);
    if (known == null || !known.text().equals(text)) {
      observations.put(writer, new Observation(text, now));
      return false;
    }
    return now - known.sinceNanos() >= owner.map(Owner::lease).orElse(otherwise).toNanos();
  }
}
