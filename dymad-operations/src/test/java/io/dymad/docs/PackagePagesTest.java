package io.dymad.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of the packages that scripts may import say what is stable, and that is public. */
class PackagePagesTest {
  private static final Pattern LINK = Pattern.compile("\\{@link (\\w+)}");

  @ParameterizedTest
  @ValueSource(strings = {"core", "models", "training", "numerics", "io", "sako"})
  void whatAPageCallsStableIsPublic(String name) throws Exception {
    String page = page(name);
    int start = page.indexOf("<h2>What is stable</h2>");
    int end = page.indexOf("Public but not promised", start);
    assertThat(start).as("the section of %s", name).isPositive().isLessThan(end);
    List<String> stable =
        LINK.matcher(page.substring(start, end)).results().map(link -> link.group(1)).toList();
    assertThat(stable).hasSizeGreaterThan(2).doesNotHaveDuplicates();
    for (String type : stable) {
      Class<?> found =
          Class.forName("io.dymad." + name + "." + type, false, getClass().getClassLoader());
      assertThat(Modifier.isPublic(found.getModifiers())).as(type).isTrue();
    }
    assertThat(Files.readString(Path.of("..", "docs", "scratch.md"))).contains("`io.dymad." + name);
  }

  private static String page(String name) throws IOException {
    Path file = Path.of("src", "main", "java", "io", "dymad", name, "package-info.java");
    return Files.readString(file).replaceAll("\n \\* ", " ");
  }
}
