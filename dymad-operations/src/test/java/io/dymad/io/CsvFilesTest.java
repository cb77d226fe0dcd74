package io.dymad.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.core.Trajectories;
import io.dymad.core.Trajectory;
import io.dymad.numerics.Matrix;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFilesTest {
  private static final CsvColumns COLUMNS =
      new CsvColumns("trajectory", "t", List.of("x0", "x1"), List.of("u0"));

  @TempDir Path directory;

  private Path file(String text) throws IOException {
    return Files.writeString(directory.resolve("data.csv"), text);
  }

  @Test
  void readsTheColumnsAskedForInTheOrderOfTheRows() throws IOException {
    Path file = file("id,when,speed,note\na,0,1.5,x\na,1,2.5,y\nb,0,3.5,z\n");
    Trajectories all =
        CsvFiles.read(file, new CsvColumns("id", "when", List.of("speed"), List.of()));
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.get(0).x().column(0)).containsExactly(1.5, 2.5);
    assertThat(all.get(1).t().column(0)).containsExactly(0);
    Trajectories single = CsvFiles.read(file("v\n1\n4\n"), CsvColumns.states("", "v"));
    assertThat(single.get(0).t().column(0)).containsExactly(0, 1);
  }

  @Test
  void givesBackWhatItWrote() {
    Trajectory first =
        Trajectory.of(0.1, Matrix.generate(3, 2, (k, j) -> Math.sqrt(k + j)))
            .withU(Matrix.ofColumn(1, 2, 3));
    Trajectories all = Trajectories.of(first, first.window(1, 3));
    assertThat(CsvFiles.of(CsvFiles.toTable(all), COLUMNS)).isEqualTo(all);
  }

  @Test
  void namesWhatIsMissingOrOutOfPlace() throws IOException {
    Path gaps = file("trajectory,t,x0,x1,u0\n0,0,1,2,3\n1,0,1,2,3\n0,1,1,2,3\n");
    assertThatThrownBy(() -> CsvFiles.read(gaps, COLUMNS))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("data.csv")
        .hasMessageContaining("trajectory 0 do not stand together: row 3");
    Path hole = file("trajectory,t,x0,x1,u0\n0,0,1,,3\n");
    assertThatThrownBy(() -> CsvFiles.read(hole, COLUMNS))
        .hasMessageContaining("Column 'x1' holds '' in row 1 below the header");
    assertThatThrownBy(() -> CsvFiles.read(hole, CsvColumns.states("time", "x0")))
        .hasMessageContaining("There is no column 'time'");
    assertThatThrownBy(() -> CsvColumns.states("t", "t")).hasMessageContaining("name one twice");
  }
}
