package io.metalab.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProgramTest {
  @TempDir Path directory;
  private Path source = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void nameFiles() {
    source = directory.resolve("Sum.java");
    cache = directory.resolve("cache");
  }

  private JavaProgram compile(String... lines) throws IOException {
    Files.write(source, List.of(lines));
    return JavaProgram.compile(source, List.of(), cache);
  }

  private List<Path> cached() throws IOException {
    try (Stream<Path> children = Files.list(cache)) {
      return children.toList();
    }
  }

  @Test
  void equalTextIsCompiledOnce() throws IOException {
    JavaProgram first = compile("package a.b;", "class Sum {}");
    assertThat(first.mainClass()).isEqualTo("a.b.Sum");
    Path compiled = first.classes().resolve("a/b/Sum.class");
    assertThat(compiled).isRegularFile();
    Files.write(compiled, new byte[1]);
    assertThat(compile("package a.b;", "class Sum {}")).isEqualTo(first);
    assertThat(compiled).hasSize(1);
    assertThat(compile("package a.b;", "class Sum { }")).isNotEqualTo(first);
    assertThat(cached()).hasSize(2);
  }

  @Test
  void errorsNameTheirPlacesAndLeaveNothingInTheCache() throws IOException {
    assertThatThrownBy(
            () -> compile("class Sum {", "\tint ü = 1, x = y;", "  void f() { g() }", "}"))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessage(
            """
            %s:3:17: ';' expected
               3 |   void f() { g() }
                 |                 ^\
            """
                .formatted(source));
    assertThatThrownBy(() -> compile("class Sum {", "\tint ü = 1, x = y;", "  Q q;", "}"))
        .hasMessage(
            """
            %1$s:2:17: cannot find symbol (symbol: variable y, location: class Sum)
               2 |  int ü = 1, x = y;
                 |                 ^
            %1$s:3:3: cannot find symbol (symbol: class Q, location: class Sum)
               3 |   Q q;
                 |   ^\
            """
                .formatted(source));
    assertThat(cached()).isEmpty();
  }

  @Test
  void countsTheErrorsThatAreNotShown() {
    assertThatThrownBy(() -> compile("class Sum { A a; B b; C c; D d; E e; F f; G g; }"))
        .hasMessageContaining("symbol: class E")
        .hasMessageEndingWith("\n... and 2 more errors");
  }

  @Test
  void aJavaWithoutCompilerIsNamed() {
    assertThatThrownBy(
            () -> new JavaCompilation(null, source, "class Sum {}").compile(List.of(), cache))
        .hasMessageContaining("Sum.java needs a compiler")
        .hasMessageContaining(System.getProperty("java.home"))
        .hasMessageEndingWith("Use a JDK.");
  }

  @Test
  void aFileThatCannotBeReadIsAnErrorOfTheFile() {
    assertThatThrownBy(() -> JavaProgram.compile(source, List.of(), cache))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .hasMessageContaining("Sum.java");
  }

  @Test
  void publishedClassesAreOneCopyForEqualClasses() throws IOException {
    Path store = directory.resolve("runs");
    Path copy = compile("class Sum {}").publish(store);
    assertThat(copy.resolve("Sum.class")).isRegularFile();
    JavaProgram respaced = compile("class Sum { }");
    assertThat(respaced.publishedAt(store)).isEqualTo(copy);
    assertThat(respaced.publish(store)).isEqualTo(copy);
    assertThat(compile("class Sum { int x; }").publish(store)).isNotEqualTo(copy).isDirectory();
  }
}
