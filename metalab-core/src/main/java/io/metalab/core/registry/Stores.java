package io.metalab.core.registry;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens stores by locator: {@code memory:}, a path, {@code file:…}, or another scheme's URI. */
public final class Stores {
  /** One letter before the colon would be a drive. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");

  private static final String FILE = "file";

  private Stores() {}

  /**
   * Opens a store; a relative path is relative to the working directory.
   *
   * @throws MetalabException with {@link ErrorCode#USAGE} if the locator is neither a path nor a
   *     URI, with {@link ErrorCode#UNKNOWN_PLUGIN} if nothing opens its scheme, or what the
   *     provider throws
   */
  public static Store open(String locator, OpenOptions options, ClassLoader loader) {
    URI uri = toUri(locator, Path.of(""));
    return plugins(loader).byName(uri.getScheme()).open(uri, options);
  }

  /**
   * Returns the absolute URI that a locator stands for. {@code memory:} alone is {@code memory:/}.
   *
   * @param base what a relative path is relative to
   */
  public static URI toUri(String locator, Path base) {
    Matcher matcher = SCHEME.matcher(locator);
    try {
      if (!matcher.matches()) {
        return pathUri(locator, base);
      }
      String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
      String rest = matcher.group(2);
      if (scheme.equals(FILE)) {
        return fileUri(locator, rest, base);
      }
      return new URI(scheme + ":" + (rest.isEmpty() ? "/" : rest));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.USAGE,
          "The store '%s' is neither a path nor a URI such as memory: or file:/data/runs (%s)."
              .formatted(locator, e.getMessage()),
          e);
    }
  }

  /** Returns the directory of a store that a locator stands for, if it has one. */
  public static Optional<Path> directory(String locator, Path base) {
    URI uri = toUri(locator, base);
    return FILE.equals(uri.getScheme()) ? Optional.of(Path.of(uri.getPath())) : Optional.empty();
  }

  /** Returns the schemes that can be opened and their providers. */
  public static Plugins<StoreProvider> plugins(ClassLoader loader) {
    return Plugins.load("store", StoreProvider.class, StoreProvider::name, loader);
  }

  /** A {@code file:} URI may carry options behind a question mark; a plain path may not. */
  private static URI fileUri(String locator, String rest, Path base) throws URISyntaxException {
    if (!rest.startsWith("/")) {
      return pathUri(rest, base);
    }
    URI given = new URI(locator);
    if (given.getAuthority() != null) {
      throw new URISyntaxException(locator, "a file is on this machine: write file:///path");
    }
    URI path = pathUri(given.getPath(), base);
    return new URI(FILE, null, path.getPath(), given.getQuery(), null);
  }

  private static URI pathUri(String path, Path base) throws URISyntaxException {
    if (path.isBlank()) {
      throw new URISyntaxException(path, "the path is blank");
    }
    Path absolute;
    try {
      absolute = base.resolve(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new URISyntaxException(path, e.getReason());
    }
    // Path.toUri() looks at the disk and adds a slash to what is a directory now.
    return new URI(FILE, null, absolute.toString(), null);
  }
}
