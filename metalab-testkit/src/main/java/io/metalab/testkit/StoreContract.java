package io.metalab.testkit;

import static java.util.Objects.requireNonNull;

import io.metalab.api.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Store} does.
 *
 * <p>A store passes by a test class that says how to open it:
 *
 * <pre>{@code
 * class MemoryStoreContractTest extends StoreContract {
 *   @Override
 *   protected Store open(Path directory) {
 *     return new MemoryStore();
 *   }
 * }
 * }</pre>
 *
 * <p>Abilities are tested if the store has them. One that is still there after it was closed passes
 * {@link DurableStoreContract}, too.
 */
public abstract class StoreContract
    implements RecordContract,
        QueryContract,
        ArtifactContract,
        StreamContract,
        DocumentContract,
        AnnotationContract,
        ChangeContract,
        ClaimContract,
        MergeContract,
        VerifyContract,
        GarbageContract,
        StateContract,
        LifetimeContract {
  @TempDir Path directory;

  private final List<Store> opened = new ArrayList<>();
  private @Nullable Store store;

  /**
   * Opens the store that lives in this directory, creating it if it is not there.
   *
   * @param directory an existing directory, of the default or another file system
   */
  protected abstract Store open(Path directory);

  @Override
  public final synchronized Store store() {
    if (store == null) {
      store = track(open(directory));
    }
    return requireNonNull(store);
  }

  /** Sees to it that a store is closed after the test. */
  final synchronized Store track(Store another) {
    opened.add(another);
    return another;
  }

  /** Closes what the test opened. */
  @AfterEach
  final void closeStores() {
    opened.forEach(Store::close);
  }
}
