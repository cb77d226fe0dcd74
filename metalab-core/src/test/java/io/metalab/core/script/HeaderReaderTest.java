package io.metalab.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {
  private static final Path FILE = Path.of("lab/Train.java");

  private static ScriptHeader read(String... lines) {
    return HeaderReader.read(FILE, String.join("\n", lines), 17);
  }

  private static List<String> jars(ScriptHeader header) {
    return header.dependencies().stream()
        .flatMap(line -> line.jars().stream())
        .map(Coordinates::toString)
        .toList();
  }

  @Test
  void takesDependenciesApartAsJBangDoes() {
    ScriptHeader header =
        read(
            "///usr/bin/env metalab script \"$0\" \"$@\" ; exit $?",
            "//JAVA 17+",
            "//DEPS info.picocli:picocli:4.7.7, org.a:b:1.0@jar;c:d:2:linux-x86_64 // why",
            "//DEPS\te:f:3",
            "// DEPS not:a:header",
            "//TODO nor:is:this",
            "//DESCRIPTION Trains.",
            "class Train {}");
    assertThat(jars(header))
        .containsExactly(
            "info.picocli:picocli:4.7.7", "org.a:b:1.0", "c:d:2:linux-x86_64", "e:f:3");
    assertThat(header.dependencies()).noneMatch(DependencyLine::differs);
  }

  @Test
  void aLineForAGpuBelongsToTheNextLineOfDependencies() {
    List<DependencyLine> lines =
        read("//DEPS a:a:1", "//GPU-DEPS b:cuda:1 b:cuda:1:linux", "//DEPS b:cpu:1", "//DEPS c:c:1")
            .dependencies();
    assertThat(lines).extracting(DependencyLine::differs).containsExactly(false, true, false);
    assertThat(lines.get(1).gpuJars()).hasToString("[b:cuda:1, b:cuda:1:linux]");
    assertThat(lines.get(1).jars()).hasToString("[b:cpu:1]");
  }

  @Test
  void quotesKeepSpacesInOptions() {
    ScriptHeader header =
        read(
            "//JAVA_OPTIONS -Xmx1g -Dname=\"a b\" 'c d'",
            "//RUNTIME_OPTIONS -ea",
            "//COMPILE_OPTIONS -parameters",
            "//SOURCES One.java, util/*.java");
    assertThat(header.javaOptions()).containsExactly("-Xmx1g", "-Dname=a b", "c d", "-ea");
    assertThat(header.compilerOptions()).containsExactly("-parameters");
    assertThat(header.sources()).containsExactly("One.java", "util/*.java");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17", "17+", "11+"})
  void aJavaThatFitsIsTaken(String version) {
    assertThat(read("//JAVA " + version).dependencies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "//JAVA 21+, set JAVA_HOME to a JDK 21",
    "//JAVA 11, //JAVA 11+ takes later ones",
    "//JAVA new, is no version of Java",
    "//DEPS a:b, 'a:b' names no jar",
    "//DEPS a:b:1@pom, 'a:b:1@pom' names no jar",
    "//DEPS, this line names no jar",
    "//DEPS a:b:${os}, names no jar",
    "//REPOS central, metalab does not do what //REPOS asks for",
    "//FILES a=b, jbang lab/Train.java",
    "//GPU-DEPS a:b:1, stands before the //DEPS line whose place it takes",
  })
  void whatCannotBeDoneIsRefusedAtItsLine(String line, String said) {
    assertThatThrownBy(() -> read("", line))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageStartingWith("lab/Train.java:2: ")
        .hasMessageContaining(said);
  }
}
