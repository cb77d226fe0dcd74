package io.metalab.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodeDigestTest {
  private static final String ROOT =
      "class Root { Object run() { return new Helper().value(2); } }";
  private static final String HELPER =
      "class Helper { int value(int x) { int scaled = x * 3; return scaled + Leaf.ONE(); } }";
  private static final String LEAF = "class Leaf { static int ONE() { return 1; } }";

  @TempDir Path directory;
  private int compiled;

  @Test
  void isTheSameForTheSameSources() throws IOException, ClassNotFoundException {
    assertThat(digest(ROOT, HELPER, LEAF)).matches("[0-9a-f]{64}");
    assertThat(digest(ROOT, HELPER, LEAF)).isEqualTo(digest(ROOT, HELPER, LEAF));
  }

  @Test
  void doesNotSeeCommentsLinesAndNamesOfVariables() throws IOException, ClassNotFoundException {
    String edited =
        """
        /** A comment. */
        class Helper {
          // Another.
          int value(int input) { int result = input * 3;

            return result + Leaf.ONE(); }
        }
        """;

    assertThat(digest(ROOT, edited, LEAF)).isEqualTo(digest(ROOT, HELPER, LEAF));
  }

  @Test
  void seesAConstantInAClassThatIsReached() throws IOException, ClassNotFoundException {
    String before = digest(ROOT, HELPER, LEAF);

    assertThat(digest(ROOT, HELPER, LEAF.replace("1", "2"))).isNotEqualTo(before);
    assertThat(digest(ROOT, HELPER.replace("3", "4"), LEAF)).isNotEqualTo(before);
    assertThat(digest(ROOT.replace("2", "5"), HELPER, LEAF)).isNotEqualTo(before);
  }

  @Test
  void doesNotSeeAClassThatIsNotReached() throws IOException, ClassNotFoundException {
    String withStranger = LEAF + " class Stranger { int x = 1; }";
    String withOther = LEAF + " class Stranger { int x = 2; Leaf leaf; }";

    assertThat(digest(ROOT, HELPER, withStranger)).isEqualTo(digest(ROOT, HELPER, LEAF));
    assertThat(digest(ROOT, HELPER, withOther)).isEqualTo(digest(ROOT, HELPER, LEAF));
  }

  @Test
  void isTheSameFromADirectoryAndFromAJar() throws IOException, ClassNotFoundException {
    Path classes = compile(ROOT, HELPER, LEAF);
    Path jar = Compiler.jar(classes, directory.resolve("root.jar"));

    assertThat(digestOf(jar)).isEqualTo(digestOf(classes));
  }

  @Test
  void takesAnotherJarAsAWhole() throws IOException, ClassNotFoundException {
    Path library = directory.resolve("library");
    Compiler.compile(library, List.of(), "Leaf.java", LEAF);
    Path user = directory.resolve("user");
    Compiler.compile(user, List.of(library), "Root.java", ROOT, "Helper.java", HELPER);
    Path jar = Compiler.jar(library, directory.resolve("library.jar"));
    String before = digestOf(user, jar);

    Path renamed = Files.copy(jar, directory.resolve("renamed.jar"));
    assertThat(digestOf(user, renamed)).isEqualTo(before);

    Files.writeString(library.resolve("resource.txt"), "anything");
    Path other = Compiler.jar(library, directory.resolve("other.jar"));
    assertThat(digestOf(user, other)).isNotEqualTo(before);
  }

  @Test
  void takesALambdaByTheClassThatWroteIt() {
    Operation lambda = (context, params, seeds, runtime, capture) -> null;

    assertThat(CodeDigest.of(lambda)).isEqualTo(CodeDigest.of(CodeDigestTest.class)).isPresent();
  }

  @Test
  void isUnknownWithoutAClassFile() {
    assertThat(CodeDigest.of(String.class)).isEmpty();
  }

  private String digest(String root, String helper, String leaf)
      throws IOException, ClassNotFoundException {
    return digestOf(compile(root, helper, leaf));
  }

  private Path compile(String root, String helper, String leaf) throws IOException {
    Path classes = directory.resolve("classes" + compiled++);
    Compiler.compile(
        classes, List.of(), "Root.java", root, "Helper.java", helper, "Leaf.java", leaf);
    return classes;
  }

  private static String digestOf(Path... classPath) throws IOException, ClassNotFoundException {
    try (URLClassLoader loader = Compiler.loader(classPath)) {
      return CodeDigest.of(loader.loadClass("Root")).orElseThrow();
    }
  }
}
