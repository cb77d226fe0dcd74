package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the documents show is what the files hold; links lead somewhere. */
class DocsTest {
  private static final Pattern FILE_BLOCK =
      Pattern.compile("<!-- (file|part of): (\\S+) -->\n```\\w+\n(.*?)```", Pattern.DOTALL);
  private static final Pattern CODE_BLOCK = Pattern.compile("```(java|yaml|xml)\n");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)");

  @TestFactory
  List<DynamicTest> shownFilesAreThoseOfTheProject() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path document : documents()) {
      Matcher block = FILE_BLOCK.matcher(Files.readString(document));
      while (block.find()) {
        boolean whole = block.group(1).equals("file");
        String file = block.group(2);
        String shown = block.group(3);
        tests.add(
            DynamicTest.dynamicTest(
                ROOT.relativize(document) + " shows " + file,
                () -> {
                  String held = Files.readString(ROOT.resolve(file));
                  if (whole) {
                    assertThat(held).isEqualTo(shown);
                  } else {
                    assertThat(held).contains(shown);
                  }
                }));
      }
    }
    assertThat(tests).isNotEmpty();
    return tests;
  }

  @Test
  void everyBlockOfCodeNamesItsFile() throws IOException {
    for (Path document : documents()) {
      String text = Files.readString(document);
      long blocks = CODE_BLOCK.matcher(text).results().count();
      long named = FILE_BLOCK.matcher(text).results().count();
      assertThat(named).as("named code blocks of %s", document).isEqualTo(blocks);
    }
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Files.readString(document));
      while (link.find()) {
        assertThat(document.resolveSibling(link.group(1))).as("a link of %s", document).exists();
      }
    }
  }

  private static List<Path> documents() throws IOException {
    List<Path> documents =
        new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("AGENTS.md")));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(documents::add);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return documents;
  }
}
