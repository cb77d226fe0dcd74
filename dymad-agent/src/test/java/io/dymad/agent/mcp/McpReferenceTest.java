package io.dymad.agent.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of DyMAD in docs/mcp.md say what its tools are.
 *
 * <p>{@code mvn -pl dymad-agent -am test -Dtest=McpReferenceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmetalab.write.docs} writes them anew.
 */
class McpReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mcp.md");
  private static final Pattern TABLES =
      Pattern.compile(
          "(?<=<!-- tools of dymad -->\n).*?(?=<!-- end of tools of dymad -->)", Pattern.DOTALL);

  private static List<String> names(Path directory, ToolMode mode) {
    try (ToolBench bench = new ToolBench(directory, mode)) {
      return bench.names();
    }
  }

  private static String tables(Path directory) {
    List<String> ofUsers = names(directory, ToolMode.USER);
    List<String> ofDevelopers = names(directory, ToolMode.DEVELOPER);
    try (ToolBench bench = new ToolBench(directory, ToolMode.BOTH)) {
      return ToolReference.markdown(bench.tools(), tool -> remark(tool, ofUsers, ofDevelopers));
    }
  }

  private static String remark(Tool tool, List<String> ofUsers, List<String> ofDevelopers) {
    if (!ofUsers.contains(tool.name())) {
      return "Developers. ";
    }
    return ofDevelopers.contains(tool.name()) ? "Users and developers. " : "Users. ";
  }

  @Test
  void theDocumentListsTheTools(@TempDir Path directory) throws IOException {
    String tables = tables(directory);
    if (System.getProperty("metalab.write.docs") != null) {
      String old = Files.readString(DOCUMENT);
      Files.writeString(
          DOCUMENT, TABLES.matcher(old).replaceFirst(Matcher.quoteReplacement(tables)));
    }
    assertThat(Files.readString(DOCUMENT))
        .as("docs/mcp.md, which this test writes anew with -Dmetalab.write.docs")
        .contains("<!-- tools of dymad -->\n" + tables + "<!-- end of tools of dymad -->");
  }
}
