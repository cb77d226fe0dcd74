package io.metalab.store.jdbc;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import io.metalab.core.registry.Stores;
import io.metalab.store.file.ArtifactDirectory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens {@code postgresql:} URIs: a schema of a database of PostgreSQL, with artifacts in it.
 *
 * <p>{@code ?schema=NAME} is another schema than {@code metalab}; {@code ?connections=N} how many
 * are open at most; {@code ?patience=SECONDS} how long a server that is gone is waited for; {@code
 * ?files=DIRECTORY&inline=64k} puts artifacts larger than that in a directory, which all who use
 * the store must share.
 */
public final class PostgresStoreProvider implements StoreProvider {
  @Override
  public String name() {
    return PostgresDatabase.KIND;
  }

  @Override
  public Store open(URI locator, OpenOptions options) {
    String shown = Stores.withoutPassword(locator.toString());
    PostgresLocator where = PostgresLocator.of(locator, shown, System.getenv());
    Optional<ArtifactDirectory> files =
        where.files().map(directory -> new ArtifactDirectory(Path.of(directory)));
    Schema schema = new PostgresSchema(where, options).open();
    PostgresDatabase database = new PostgresDatabase(where, options.lease(), options.readOnly());
    return new JdbcStore(database, schema, options, files, where.inlineBytes());
  }
}
