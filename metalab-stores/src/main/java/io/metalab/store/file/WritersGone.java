package io.metalab.store.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells which writers will never write again, for certain: they gave their lease back, were shut
 * out, or their process is dead. A lease that merely ran out is no proof.
 */
final class WritersGone {
  private final Layout layout;
  private final Fences fences;
  private final Map<String, Boolean> known = new HashMap<>();

  WritersGone(Layout layout, Fences fences) {
    this.layout = layout;
    this.fences = fences;
  }

  /** Returns whether a writer is gone; a fence against it that was left half done is finished. */
  boolean isGone(String writer) throws IOException {
    Boolean gone = known.get(writer);
    if (gone == null) {
      gone = look(writer);
      known.put(writer, gone);
    }
    return gone;
  }

  private boolean look(String writer) throws IOException {
    if (fences.isFenced(writer)) {
      fences.fence(writer);
      return true;
    }
    try {
      return Owner.parse(Files.readAllBytes(layout.writers().resolve(writer)))
          .map(Owner::isDead)
          .orElse(false);
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
