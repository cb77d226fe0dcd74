package io.metalab.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.PathStoreProvider;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoreProvider;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresTest {
  private static final Path BASE = Path.of("/base");

  @TempDir Path directory;

  @Test
  void readsAPathAsAFile() {
    assertThat(Stores.toUri("./runs", BASE)).isEqualTo(URI.create("file:/base/runs"));
    assertThat(Stores.toUri("/data/a b", BASE)).isEqualTo(URI.create("file:/data/a%20b"));
    assertThat(Stores.toUri("file:runs", BASE)).isEqualTo(URI.create("file:/base/runs"));
    assertThat(Stores.toUri("file:///data/a%20b", BASE)).isEqualTo(URI.create("file:/data/a%20b"));
    assertThat(Path.of(Stores.toUri("a b/../c%", BASE))).isEqualTo(Path.of("/base/c%"));
  }

  @Test
  void readsAPathThatEndsWithZipAsAnArchiveUnlessItIsADirectory() throws IOException {
    assertThat(Stores.toUri("a b/Study.ZIP", BASE))
        .isEqualTo(URI.create("zip:/base/a%20b/Study.ZIP"));
    assertThat(Stores.directory("study.zip", BASE)).isEmpty();
    Path old = Files.createDirectory(directory.resolve("old.zip"));
    assertThat(Stores.toUri("old.zip", directory).getScheme()).isEqualTo("file");
    assertThat(Stores.directory(old.toString(), BASE)).contains(old);
  }

  @Test
  void keepsOtherSchemes() {
    assertThat(Stores.toUri("memory:", BASE)).isEqualTo(URI.create("memory:/"));
    assertThat(Stores.toUri("Memory:a", BASE)).isEqualTo(URI.create("memory:a"));
    assertThat(Stores.toUri("postgresql://host/db", BASE))
        .isEqualTo(URI.create("postgresql://host/db"));
  }

  @Test
  void keepsTheOptionsOfAFileUri() {
    assertThat(Stores.toUri("file:///data/a%20b?sync=none", BASE))
        .isEqualTo(URI.create("file:/data/a%20b?sync=none"));
  }

  @Test
  void refusesAFileOfAnotherMachine() {
    assertThatThrownBy(() -> Stores.toUri("file://host/data", BASE))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("file:///path");
  }

  @Test
  void refusesWhatIsNeitherPathNorUri() {
    assertThatThrownBy(() -> Stores.toUri("", BASE))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE));
    assertThatThrownBy(() -> Stores.toUri("postgresql://a b", BASE))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("postgresql://a b");
  }

  @Test
  void handsTheUriToTheProviderOfItsScheme() throws IOException {
    ClassLoader loader =
        ServiceFiles.register(directory, StoreProvider.class, Refusing.class.getName());

    assertThatThrownBy(() -> Stores.open("testing:abc", OpenOptions.readWrite(), loader))
        .isInstanceOf(MetalabException.class)
        .hasMessage("refused testing:abc");
  }

  @Test
  void listsTheKnownSchemesForAnUnknownOne() throws IOException {
    ClassLoader loader =
        ServiceFiles.register(directory, StoreProvider.class, Refusing.class.getName());

    assertThatThrownBy(() -> Stores.open("tesing:abc", OpenOptions.readWrite(), loader))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_PLUGIN))
        .hasMessageContainingAll("'tesing'", "Did you mean 'testing'?");
  }

  @Test
  void makesThePathOfAStoreThatIsAFileAbsolute() throws IOException {
    ClassLoader loader =
        ServiceFiles.register(directory, StoreProvider.class, RefusingFile.class.getName());
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("box:a b.db?inline=1", "refused box:/base/a%20b.db?inline=1");
    expected.put("box:../c.db", "refused box:/c.db");
    expected.put("box:/d%20e.db", "refused box:/d%20e.db");
    expected.put("box:/d e.db", "refused box:/d%20e.db");
    expected.put("box:///f.db", "refused box:/f.db");
    expected.put("box:", "(the path is blank)");
    expected.put("box://host/f.db", "write box:/path");
    expected.forEach(
        (locator, message) ->
            assertThatThrownBy(() -> Stores.open(locator, BASE, OpenOptions.readWrite(), loader))
                .as(locator)
                .isInstanceOf(MetalabException.class)
                .hasMessageContaining(message));
  }

  @Test
  void takesThePasswordOutOfALocator() {
    assertThat(Stores.withoutPassword("postgresql://me:s:ecret@host:1/db?a=b"))
        .isEqualTo("postgresql://me@host:1/db?a=b");
    assertThat(Stores.withoutPassword("postgresql://host/db?user=me&password=secret&a=b"))
        .isEqualTo("postgresql://host/db?user=me&password=&a=b");
    assertThat(Stores.withoutPassword("runs:of@mine")).isEqualTo("runs:of@mine");
  }

  @Test
  void showsNoPasswordOfALocatorThatIsWrong() {
    assertThatThrownBy(() -> Stores.toUri("postgresql://me:secret@host/a b", BASE))
        .isInstanceOf(MetalabException.class)
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  /** Opens no file. */
  public static class RefusingFile extends Refusing implements PathStoreProvider {
    /** Creates it. */
    public RefusingFile() {}

    @Override
    public String name() {
      return "box";
    }
  }

  /** Opens nothing. */
  public static class Refusing implements StoreProvider {
    /** Creates it. */
    public Refusing() {}

    @Override
    public String name() {
      return "testing";
    }

    @Override
    public Store open(URI locator, OpenOptions options) {
      throw new MetalabException(ErrorCode.STORE_UNUSABLE, "refused " + locator);
    }
  }
}
