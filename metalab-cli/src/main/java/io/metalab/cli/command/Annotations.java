package io.metalab.cli.command;

import io.metalab.api.ErrorCode;
import io.metalab.api.store.AnnotationStore;
import io.metalab.api.store.Store;
import io.metalab.cli.output.CliException;

/** Asks a store for the ability to add to runs. */
final class Annotations {
  private Annotations() {}

  /**
   * Returns the ability.
   *
   * @throws CliException with {@code STORE_UNUSABLE} if the store lacks it
   */
  static AnnotationStore of(Store store) {
    if (store instanceof AnnotationStore annotations) {
      return annotations;
    }
    throw new CliException(
        ErrorCode.STORE_UNUSABLE,
        "The store %s keeps runs as they were: it takes no tags and notes and removes nothing."
            .formatted(store.locator()),
        "");
  }
}
