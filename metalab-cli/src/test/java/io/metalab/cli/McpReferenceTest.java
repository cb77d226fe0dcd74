package io.metalab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.mcp.RootDirectory;
import io.metalab.cli.mcp.ToolReference;
import io.metalab.cli.tools.MetalabTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of docs/mcp.md say what the tools are.
 *
 * <p>{@code mvn -pl metalab-cli -am test -Dtest=McpReferenceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dmetalab.write.docs} writes them anew.
 */
class McpReferenceTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "mcp.md");
  private static final Pattern TABLES =
      Pattern.compile("(?<=<!-- tools -->\n).*?(?=<!-- end of tools -->)", Pattern.DOTALL);

  private static String tables(Path directory) {
    try (CommandCalls calls = new CommandCalls(CliRun.in(directory).context())) {
      return ToolReference.markdown(
          MetalabTools.server(calls, new RootDirectory(directory), true).tools(),
          tool -> tool.hints().readOnly() ? "" : "With `--allow-write`. ");
    }
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
        .contains("<!-- tools -->\n" + tables + "<!-- end of tools -->");
  }
}
