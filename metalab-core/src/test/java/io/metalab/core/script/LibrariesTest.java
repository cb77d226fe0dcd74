package io.metalab.core.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.provenance.MetalabVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  @TempDir Path directory;
  private final List<String> asked = new ArrayList<>();

  /** A repository that has every jar but those of a group that is called gone. */
  private List<Path> repository(List<Coordinates> jars, boolean offline) {
    asked.add(jars + (offline ? " offline" : ""));
    List<Path> found = new ArrayList<>();
    for (Coordinates jar : jars) {
      if (jar.group().equals("gone")) {
        throw new MetalabException(ErrorCode.UNSATISFIABLE, jar + " is gone.");
      }
      Path file = directory.resolve(jar.artifact() + "-" + jar.version() + ".jar");
      try {
        Files.write(file, new byte[0]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      found.add(file);
    }
    return found;
  }

  private Libraries libraries(boolean gpu) {
    List<Path> own =
        List.of(
            Path.of("/m2/info/picocli/picocli/4.7.7/picocli-4.7.7.jar"),
            Path.of("/checkout/metalab-capture/target/classes"));
    return new Libraries(directory.resolve("cache"), own, gpu, false, this::repository);
  }

  private static ScriptHeader header(String... lines) {
    return HeaderReader.read(Path.of("F.java"), String.join("\n", lines), 17);
  }

  @Test
  void theProgramsOwnJarsAreNotLookedFor() {
    ScriptHeader header =
        header(
            "//DEPS info.picocli:picocli:4.7.7",
            "//DEPS io.metalab:metalab-capture:" + MetalabVersion.current());
    assertThat(libraries(true).resolve(header).jars()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void anotherVersionOfAnOwnJarIsLookedFor() {
    libraries(false)
        .resolve(header("//DEPS info.picocli:picocli:4.6.0 io.metalab:metalab-capture:0.0.1"));
    assertThat(asked)
        .containsExactly("[info.picocli:picocli:4.6.0, io.metalab:metalab-capture:0.0.1]");
  }

  @Test
  void whatWasFoundIsRememberedWhileItIsThere() throws IOException {
    ScriptHeader header = header("//DEPS a:b:1 c:d:2");
    List<Path> found = libraries(false).resolve(header).jars();
    assertThat(found).containsExactly(directory.resolve("b-1.jar"), directory.resolve("d-2.jar"));
    assertThat(libraries(false).resolve(header).jars()).isEqualTo(found);
    assertThat(asked).hasSize(1);
    Files.delete(found.get(1));
    assertThat(libraries(false).resolve(header).jars()).isEqualTo(found);
    assertThat(asked).hasSize(2);
  }

  @Test
  void jarsForAGpuGoFirstWhereThereIsOne() {
    ScriptHeader header = header("//DEPS a:a:1", "//GPU-DEPS b:cuda:1", "//DEPS b:cpu:1");
    assertThat(libraries(true).resolve(header).jars())
        .containsExactly(directory.resolve("a-1.jar"), directory.resolve("cuda-1.jar"));
    Resolution without = libraries(false).resolve(header);
    assertThat(without.jars())
        .containsExactly(directory.resolve("a-1.jar"), directory.resolve("cpu-1.jar"));
    assertThat(without.remarks()).isEmpty();
  }

  @Test
  void theProcessorIsTheFallbackAndThatIsSaid() {
    Resolution found = libraries(true).resolve(header("//GPU-DEPS gone:cuda:1", "//DEPS b:cpu:1"));
    assertThat(found.jars()).containsExactly(directory.resolve("cpu-1.jar"));
    assertThat(found.remarks())
        .containsExactly(
            "There is a GPU, but the jars for it cannot be had, so those without one are used."
                + " gone:cuda:1 is gone.");
  }

  @Test
  void offlineIsPassedOn() {
    libraries(false).offline().resolve(header("//DEPS a:b:1"));
    assertThat(asked).containsExactly("[a:b:1] offline");
  }

  @Test
  void aJarThatCannotBeHadIsAnError() {
    assertThatThrownBy(() -> libraries(false).resolve(header("//DEPS gone:b:1")))
        .hasMessage("gone:b:1 is gone.");
    assertThat(directory.resolve("cache")).doesNotExist();
  }
}
