package io.metalab.store.file;

import io.metalab.store.References;
import java.io.IOException;

/** What refers to artifacts: the records and contexts of a store. */
@FunctionalInterface
public interface Referrers {
  /**
   * Adds all that is referred to now.
   *
   * @param everyAttempt whether superseded attempts count, too
   */
  void addTo(References references, boolean everyAttempt) throws IOException;
}
