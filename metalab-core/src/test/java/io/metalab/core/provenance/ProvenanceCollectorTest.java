package io.metalab.core.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.Operation;
import io.metalab.api.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceCollectorTest {
  private static final Operation OPERATION = (context, params, seeds, runtime, capture) -> null;

  @TempDir Path directory;

  @Test
  void tellsWhereAndByWhatRunsAreExecuted() {
    Provenance provenance = ProvenanceCollector.start(directory, OPERATION, 3).collect();
    Map<String, ?> values = provenance.values();

    assertThat(values.keySet())
        .contains("metalab", "java", "os", "cpu", "host", "threads", "classpath", "code", "pid")
        .doesNotContain("git");
    assertThat(values.get("metalab")).asString().matches("[0-9]+\\.[0-9]+.*");
    assertThat(values.get("threads")).isEqualTo(3L);
    assertThat(values.get("pid")).isEqualTo(ProcessHandle.current().pid());
    assertThat(values.get("java")).asString().contains(Runtime.version().toString());
    assertThat(values.get("host")).asString().isNotBlank();
    assertThat(values.get("classpath")).asString().matches("[0-9a-f]{64}");
    assertThat(provenance.codeDigest()).isEqualTo(CodeDigest.of(OPERATION).orElseThrow());
  }

  @Test
  void gathersOnce() {
    ProvenanceCollector collector = ProvenanceCollector.start(directory, OPERATION, 1);

    assertThat(collector.collect()).isSameAs(collector.collect());
  }

  @Test
  void keepsOnlyVariablesThatMatter() {
    assertThat(
            Machine.environment(
                Map.of("OMP_NUM_THREADS", "1", "SECRET_TOKEN", "x", "CUDA_VISIBLE_DEVICES", "0")))
        .containsExactly(Map.entry("CUDA_VISIBLE_DEVICES", "0"), Map.entry("OMP_NUM_THREADS", "1"));
  }

  @Test
  void keepsThreadSettingsAndTheVersionsOfNativeLibraries() {
    Properties properties = new Properties();
    properties.setProperty("dymad.blas.threads", "1");
    properties.setProperty("user.home", "/home/me");
    assertThat(Machine.threadProperties(properties))
        .containsExactly(Map.entry("dymad.blas.threads", "1"));
    assertThat(
            Machine.natives(
                Stream.of(
                        "lib/openblas-0.3.31-1.5.13-linux-x86_64.jar",
                        "lib/openblas-0.3.31-1.5.13.jar",
                        "classes",
                        "a/javacpp-1.5.13-linux-x86_64.jar")
                    .map(Path::of)
                    .toList()))
        .containsExactly(
            "javacpp-1.5.13-linux-x86_64.jar", "openblas-0.3.31-1.5.13-linux-x86_64.jar");
  }

  @Test
  void hidesPasswordsOfTheCommandLine() {
    assertThat(Machine.command("metalab run s.yaml --store postgresql://me:pa55@host:5432/db -j 4"))
        .isEqualTo("metalab run s.yaml --store postgresql://me:***@host:5432/db -j 4");
    assertThat(Machine.command("metalab ls http://host:80/x a@b"))
        .isEqualTo("metalab ls http://host:80/x a@b");
  }

  @Test
  void findsTheModelOfTheProcessor() {
    assertThat(Machine.cpuModel("processor\t: 0\nmodel\t\t: 6\nmodel name\t: Foo CPU @ 2GHz\n"))
        .isEqualTo("Foo CPU @ 2GHz");
    assertThat(Machine.cpuModel("")).isEqualTo(System.getProperty("os.arch"));
  }

  @Test
  void seesEveryByteOfTheClassPathAndItsOrder() throws IOException {
    Path one = Files.createDirectories(directory.resolve("one"));
    Path jar = Files.write(directory.resolve("a.jar"), new byte[] {1});
    Files.writeString(one.resolve("A.class"), "a");
    String before = ClassPathDigest.of(List.of(one, jar));

    assertThat(ClassPathDigest.of(List.of(one, jar))).isEqualTo(before);
    assertThat(ClassPathDigest.of(List.of(jar, one))).isNotEqualTo(before);
    Files.writeString(one.resolve("B.class"), "b");
    String withB = ClassPathDigest.of(List.of(one, jar));
    assertThat(withB).isNotEqualTo(before);
    Files.move(one.resolve("B.class"), one.resolve("C.class"));
    assertThat(ClassPathDigest.of(List.of(one, jar))).isNotEqualTo(withB);
    assertThat(ClassPathDigest.of(List.of(one, jar, directory.resolve("absent.jar"))))
        .isNotEqualTo(withB);
  }

  @Test
  void seesTheContentOfAJarButNotItsName() throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    Path file = Files.writeString(classes.resolve("a.txt"), "one");
    Path jar = Compiler.jar(classes, directory.resolve("a.jar"));
    String before = ClassPathDigest.of(List.of(jar));

    assertThat(ClassPathDigest.of(List.of(Files.copy(jar, directory.resolve("copy.jar")))))
        .isEqualTo(before);
    Files.writeString(file, "two");
    assertThat(ClassPathDigest.of(List.of(Compiler.jar(classes, directory.resolve("b.jar")))))
        .isNotEqualTo(before);
  }
}
