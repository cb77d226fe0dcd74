package io.metalab.core.registry;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.PathStoreProvider;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens stores by locator: {@code memory:}, a path, {@code file:…}, or another scheme's URI. A path
 * that ends with {@code .zip} and is no directory is an archive.
 */
public final class Stores {
  /** One letter before the colon would be a drive. */
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");

  private static final String FILE = "file";
  private static final String ARCHIVE = "zip";
  private static final Pattern PASSWORD_OF_USER = Pattern.compile("(//[^/?#@:]*):[^/?#]*@");
  private static final Pattern PASSWORD_OPTION =
      Pattern.compile("([?&]password=)[^&#]*", Pattern.CASE_INSENSITIVE);

  private Stores() {}

  /**
   * Opens a store; a relative path is relative to the working directory.
   *
   * @throws MetalabException with {@link ErrorCode#USAGE} if the locator is neither a path nor a
   *     URI, with {@link ErrorCode#UNKNOWN_PLUGIN} if nothing opens its scheme, or what the
   *     provider throws
   */
  public static Store open(String locator, OpenOptions options, ClassLoader loader) {
    return open(locator, Path.of(""), options, loader);
  }

  /**
   * Opens a store.
   *
   * @param base what a relative path is relative to
   * @throws MetalabException as {@link #open(String, OpenOptions, ClassLoader)} does
   */
  public static Store open(String locator, Path base, OpenOptions options, ClassLoader loader) {
    Plugins<StoreProvider> plugins = plugins(loader);
    Matcher matcher = SCHEME.matcher(locator);
    if (matcher.matches()) {
      String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
      Optional<StoreProvider> provider = plugins.find(scheme);
      if (provider.isPresent() && provider.get() instanceof PathStoreProvider) {
        URI uri = checked(locator, () -> ofPath(scheme, matcher.group(2), base));
        return provider.get().open(uri, options);
      }
    }
    URI uri = toUri(locator, base);
    return plugins.byName(uri.getScheme()).open(uri, options);
  }

  /** Returns a locator without the password that it may hold, to be shown to people. */
  public static String withoutPassword(String locator) {
    String user = PASSWORD_OF_USER.matcher(locator).replaceFirst("$1@");
    return PASSWORD_OPTION.matcher(user).replaceAll("$1");
  }

  /**
   * Returns the absolute URI that a locator stands for. {@code memory:} alone is {@code memory:/}.
   *
   * @param base what a relative path is relative to
   */
  public static URI toUri(String locator, Path base) {
    return checked(locator, () -> parse(locator, base));
  }

  private static URI parse(String locator, Path base) throws URISyntaxException {
    Matcher matcher = SCHEME.matcher(locator);
    if (!matcher.matches()) {
      URI path = pathUri(FILE, locator, base);
      boolean isArchive =
          locator.toLowerCase(Locale.ROOT).endsWith("." + ARCHIVE)
              && !Files.isDirectory(Path.of(path.getPath()));
      return isArchive ? pathUri(ARCHIVE, locator, base) : path;
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String rest = matcher.group(2);
    if (scheme.equals(FILE)) {
      return fileUri(locator, rest, base);
    }
    return new URI(scheme + ":" + (rest.isEmpty() ? "/" : rest));
  }

  private interface Parsing {
    URI parse() throws URISyntaxException;
  }

  private static URI checked(String locator, Parsing parsing) {
    try {
      return parsing.parse();
    } catch (URISyntaxException | IllegalArgumentException e) {
      String reason = e instanceof URISyntaxException syntax ? syntax.getReason() : e.getMessage();
      throw new MetalabException(
          ErrorCode.USAGE,
          "The store '%s' is neither a path nor a URI such as memory: or file:/data/runs (%s)."
              .formatted(withoutPassword(locator), reason));
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
      return pathUri(FILE, rest, base);
    }
    URI given = new URI(locator);
    if (given.getAuthority() != null) {
      throw new URISyntaxException(locator, "a file is on this machine: write file:///path");
    }
    URI path = pathUri(FILE, given.getPath(), base);
    return new URI(FILE, null, path.getPath(), given.getQuery(), null);
  }

  /** A path as people write it, with options behind a question mark; or as a URI has it. */
  private static URI ofPath(String scheme, String rest, Path base) throws URISyntaxException {
    int mark = rest.indexOf('?');
    String query = mark < 0 ? null : rest.substring(mark + 1);
    String path = mark < 0 ? rest : rest.substring(0, mark);
    if (path.startsWith("//")) {
      URI given = new URI(scheme + ":" + path);
      if (given.getAuthority() != null) {
        throw new URISyntaxException(
            rest, "a file is on this machine: write %s:/path".formatted(scheme));
      }
      path = given.getPath();
    } else if (path.startsWith("/") && !path.contains(" ")) {
      path = new URI(path).getPath();
    }
    return new URI(scheme, null, pathUri(scheme, path, base).getPath(), query, null);
  }

  private static URI pathUri(String scheme, String path, Path base) throws URISyntaxException {
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
    return new URI(scheme, null, absolute.toString(), null);
  }
}
