package io.metalab.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserClassPathTest {
  @TempDir Path base;

  @BeforeEach
  void lay() throws IOException {
    Files.createDirectories(base.resolve("lib"));
    Files.createDirectories(base.resolve("classes"));
    for (String name : List.of("b.jar", "a.jar", "readme.txt")) {
      Files.writeString(base.resolve("lib").resolve(name), "");
    }
  }

  @Test
  void expandsAGlobInAlphabeticalOrderAndTakesEachEntryOnce() {
    UserClassPath path = UserClassPath.resolve(List.of("classes", "lib/*.jar", "lib/b.jar"), base);

    assertThat(path.entries())
        .containsExactly(
            base.resolve("classes"), base.resolve("lib/a.jar"), base.resolve("lib/b.jar"));
  }

  @Test
  void findsResourcesOfItsEntries() throws IOException {
    Files.writeString(base.resolve("classes/answer.txt"), "42");

    UserClassPath path = UserClassPath.resolve(List.of("classes"), base);
    try (URLClassLoader loader = path.open(getClass().getClassLoader())) {
      assertThat(loader.getResource("answer.txt")).isNotNull();
    }
  }

  @Test
  void refusesWhatIsMissing() {
    assertRefused("nowhere", "'nowhere'");
    assertRefused("lib/*.war", "matches nothing");
    assertRefused("lib/readme.txt", "neither a directory nor a jar");
  }

  private void assertRefused(String entry, String part) {
    assertThatThrownBy(() -> UserClassPath.resolve(List.of(entry), base))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .hasMessageContaining(part);
  }
}
