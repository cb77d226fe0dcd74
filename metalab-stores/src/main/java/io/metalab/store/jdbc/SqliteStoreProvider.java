package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.PathStoreProvider;
import io.metalab.api.store.Store;
import io.metalab.store.file.ArtifactDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Opens {@code sqlite:} URIs: a file that SQLite keeps, with artifacts in a directory beside it.
 *
 * <p>{@code ?inline=64k} keeps artifacts up to that size in the file; {@code ?files=DIRECTORY} puts
 * the others elsewhere than in {@code <file>.artifacts}.
 */
public final class SqliteStoreProvider implements PathStoreProvider {
  private static final String INLINE = "inline";
  private static final String FILES = "files";
  private static final String EXAMPLE = "sqlite:/data/runs.db?inline=64k";

  @Override
  public String name() {
    return SqliteDatabase.KIND;
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    LocatorOptions how =
        LocatorOptions.of(locator, locator.toString(), EXAMPLE, Set.of(INLINE, FILES));
    if (locator.getPath() == null || locator.getAuthority() != null) {
      throw how.wrong("it has no absolute path");
    }
    Path file = Path.of(locator.getPath()).toAbsolutePath().normalize();
    long inlineBytes = how.size(INLINE, 0);
    Path files =
        how.find(FILES)
            .map(directory -> file.resolveSibling(directory))
            .orElseGet(() -> file.resolveSibling(file.getFileName() + ".artifacts"));
    SqliteDatabase database = new SqliteDatabase(file, locator.toString(), options.readOnly());
    boolean opened = false;
    try {
      Schema schema = new SqliteFile(file, options).open(database);
      Store store =
          new JdbcStore(
              database, schema, options, Optional.of(new ArtifactDirectory(files)), inlineBytes);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        database.close();
      }
    }
  }
}
