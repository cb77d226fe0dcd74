package io.metalab.core.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
    return JavaProgram.compile(source, List.of(), libraries());
  }

  private Libraries libraries(Path... own) {
    return new Libraries(
        cache,
        List.of(own),
        false,
        true,
        (jars, offline) -> {
          throw new AssertionError("Nobody names jars here: " + jars);
        });
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
            () -> {
              Files.writeString(source, "class Sum {}");
              new JavaCompilation(null, ScriptFiles.read(source)).compile(List.of(), cache);
            })
        .hasMessageContaining("Sum.java needs a compiler")
        .hasMessageContaining(System.getProperty("java.home"))
        .hasMessageEndingWith("Use a JDK.");
  }

  @Test
  void aFileThatCannotBeReadIsAnErrorOfTheFile() {
    assertThatThrownBy(() -> JavaProgram.compile(source, List.of(), libraries()))
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

  @Test
  void optionsOfTheHeaderReachTheCompilerAndTheProcess() throws IOException {
    JavaProgram program =
        compile(
            "//JAVA_OPTIONS -Xmx64m \"-Dtitle=a b\"",
            "//JAVAC_OPTIONS -parameters",
            "class Sum { void of(int left) {} }");
    assertThat(program.words().subList(1, 4)).containsExactly("-Xmx64m", "-Dtitle=a b", "-cp");
    assertThat(new String(Files.readAllBytes(program.classes().resolve("Sum.class")), ISO_8859_1))
        .contains("MethodParameters", "left");
  }

  @Test
  void furtherFilesAreCompiledWithTheProgramAndAChangeOfOneIsSeen() throws IOException {
    Path terms = Files.createDirectories(directory.resolve("more/deep"));
    Files.writeString(terms.resolve("Two.java"), "class Two { static final int VALUE = 2; }");
    Files.writeString(
        directory.resolve("One.java"), "//SOURCES more/**.java\nclass One { int x = Two.VALUE; }");
    String[] program = {"//SOURCES One.java", "class Sum { One one; }"};
    JavaProgram first = compile(program);
    assertThat(first.classes().resolve("Two.class")).isRegularFile();
    assertThat(compile(program)).isEqualTo(first);
    assertThat(JavaProgram.sources(source))
        .containsExactly(directory.resolve("One.java"), terms.resolve("Two.java"));
    Files.writeString(terms.resolve("Two.java"), "class Two { static final int VALUE = 3; }");
    assertThat(compile(program)).isNotEqualTo(first);
  }

  @Test
  void anErrorInAFurtherFileNamesThatFile() throws IOException {
    Path one = directory.resolve("One.java");
    Files.writeString(one, "class One {\n  Q q;\n}\n");
    assertThatThrownBy(() -> compile("//SOURCES One.java", "class Sum {}"))
        .hasMessageStartingWith(
            one + ":2:3: cannot find symbol (symbol: class Q, location: class One)")
        .hasMessageContaining("   2 |   Q q;\n");
  }

  @Test
  void aFurtherFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> compile("//SOURCES Gone.java", "class Sum {}"))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageStartingWith(source + ": there is no Java file 'Gone.java'");
  }

  @Test
  void theClassPathForJavaItselfHasFurtherFilesButNotTheProgram() throws IOException {
    Path own = directory.resolve("own.jar");
    Path given = directory.resolve("given");
    Files.writeString(source, "//SOURCES One.java\nclass Sum { One one; }");
    Files.writeString(directory.resolve("One.java"), "class One {}");
    List<Path> entries = JavaProgram.classPath(source, List.of(given), libraries(own));
    assertThat(entries).hasSize(3).endsWith(given, own);
    assertThat(entries.get(0).resolve("One.class")).isRegularFile();
    assertThat(entries.get(0).resolve("Sum.class")).doesNotExist();
    Files.writeString(source, "class Sum {}");
    assertThat(JavaProgram.classPath(source, List.of(), libraries(own))).containsExactly(own);
  }
}
