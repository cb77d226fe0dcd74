package io.metalab.executor.slurm;

import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where the submissions of a store's studies are: in the store if it is a directory, and wherever
 * {@code run.slurm.directory} has ever said, which a document in the store tells those who look.
 */
final class SubmissionRoots {
  private static final String KIND = "slurm-directory";

  private SubmissionRoots() {}

  /** Returns the place in a store; empty if that is no directory. */
  static Optional<Path> inside(Store store) {
    return Stores.directory(store.locator(), Path.of(""))
        .map(directory -> directory.resolve(".metalab").resolve("slurm"));
  }

  /** Lets those who look at a store find a place outside of it. */
  static void keep(Store store, Path outside) {
    store.putDocument(KIND, outside.toString());
  }

  /** Returns the places of a store, which may be gone. */
  static Set<Path> of(Store store) {
    Set<Path> roots = new LinkedHashSet<>();
    inside(store).ifPresent(roots::add);
    store.documents(KIND).forEach(document -> roots.add(Path.of(document.text())));
    return roots;
  }
}
