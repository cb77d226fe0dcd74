package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesFileTest {
  @TempDir private Path directory;

  @Test
  void readsTypedCellsFromCsv() {
    assertThat(
            points(
                "cases.csv",
                """
                lr,width,name,flag,"note, long"
                1e-3,16,007,true,"1"

                0.5,-2,NaN,false,"two
                lines, ""quoted\"""\r
                ,3, text ,,
                """))
        .containsExactly(
            Params.of("lr", 0.001, "width", 16, "name", "007", "flag", true, "note, long", "1"),
            Params.of(
                "lr",
                0.5,
                "width",
                -2,
                "name",
                "NaN",
                "flag",
                false,
                "note, long",
                "two\nlines, \"quoted\""),
            Params.of("width", 3, "name", "text"));
  }

  @Test
  void readsObjectsFromJson() {
    assertThat(
            points(
                "cases.json",
                "[{\"lr\": 0.1, \"layers\": [32, 32]}, {\"data\": {\"$file\": \"a.csv\"}}]"))
        .containsExactly(
            Params.of("lr", 0.1, "layers", List.of(32, 32)),
            Params.of("data", FileValue.of("a.csv")));
    assertThat(points("map.json", "[{\"m\": {\"a\": 1}}]"))
        .containsExactly(Params.of("m", Map.of("a", 1)));
  }

  @Test
  void namesFileAndLineOfWhatItCannotRead() {
    refuses("a.csv", "a,b\n1,2\n1\n", "a.csv:3: The line has 1 cells");
    refuses("b.csv", "a,a\n1,2\n", "b.csv:1: The parameter names [a, a]");
    refuses("c.csv", "", "c.csv:1:");
    refuses("d.csv", "a\n1\n\"x\n2\n", "d.csv:3: A quote is not closed");
    refuses("e.csv", "a\n\"x\"y\n", "e.csv:2: A quote ends before its cell");
    refuses("f.csv", "a\n1\n12345678901234567890\n", "f.csv:3: The a (12345678901234567890)");
    refuses("g.json", "{}", "g.json: It must be a list");
    refuses("h.json", "[\n1]", "h.json: Its item 0 must be an object");
    refuses("i.json", "[\n{]", "line 2");
    refuses("j.txt", "", "must end in .csv or .json");
  }

  @Test
  void namesAFileThatIsMissing() {
    assertThatThrownBy(() -> ParamSources.cases(directory.resolve("none.csv")))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE))
        .hasMessageContaining("none.csv");
  }

  private List<Params> points(String name, String text) {
    return ParamSources.cases(write(name, text)).stream().map(ParamCase::params).toList();
  }

  private void refuses(String name, String text, String message) {
    Path file = write(name, text);
    assertThatThrownBy(() -> ParamSources.cases(file))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_STUDY))
        .hasMessageContaining(message);
  }

  private Path write(String name, String text) {
    try {
      return Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
