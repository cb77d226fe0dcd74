package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.it.JavaProcess.Outcome;
import io.metalab.testkit.Needs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python example as real processes. */
class PythonCommandIT {
  private static final String STUDY = ROOT.resolve("examples/python-command/study.yaml").toString();

  @TempDir Path directory;

  @BeforeEach
  void needsNumpy() {
    Outcome numpy = python("import numpy");
    Needs.that(numpy.exitCode() == 0, "numpy (package python3-numpy): " + numpy.err());
  }

  @Test
  void sweepsANumpyScriptOnceAndKeepsMetricsSeriesAndArrays() throws IOException {
    Outcome first = JavaProcess.metalab(directory, "run", STUDY);
    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(first.err()).contains("total=24 reused=0 todo=24").contains("end ok=24 failed=0");
    Outcome second = JavaProcess.metalab(directory, "run", STUDY);
    assertThat(second.err()).contains("total=24 reused=24 todo=0");

    String log = JavaProcess.metalab(directory, "log", "@best").out();
    String show = JavaProcess.metalab(directory, "show", "@best", "--json").out();
    assertThat(log).contains("[stdout] metric {\"step\": 1900, \"decade_rmse\": ");
    assertThat(show).contains("\"forecast.npy\"", "\"rmse\"", "\"train_rmse\"");
    assertThat(show).contains("\"operation\": \"command@");

    Outcome groups =
        JavaProcess.metalab(
            directory,
            "ls",
            "python_fit",
            "--group-by",
            "lags",
            "--sort",
            "rmse",
            "--format",
            "csv");
    List<String> lines = groups.out().lines().toList();
    // Two or five years cannot see where in its cycle the sun is; about one cycle can.
    assertThat(lines.get(1)).matches("(9|11),.*");
    assertThat(lines.get(2)).matches("(9|11),.*");
    checkArray();
  }

  /** The stored array is one that numpy reads: a row for each forecast year, at most 2008. */
  private void checkArray() {
    Outcome arrays =
        python(
            """
            import glob, numpy
            paths = [p for p in glob.glob('runs/.metalab/**', recursive=True) if '.' not in p.split('/')[-1]]
            read = []
            for path in paths:
                try:
                    read.append(numpy.load(path))
                except Exception:
                    continue
            print(sorted({(a.shape[1], int(a[-1, 0])) for a in read}), len(read))
            """);
    assertThat(arrays.out().strip()).isEqualTo("[(2, 2008)] 24");
  }

  private Outcome python(String script) {
    return JavaProcess.python(directory, script);
  }

  @Test
  void keepsItsIdsInAnotherDirectoryAndReportsAnEditedScript() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("copy/python-command"));
    Path data = Files.createDirectories(directory.resolve("copy/sunspots"));
    for (String name : List.of("study.yaml", "fit.py")) {
      Files.copy(Path.of(STUDY).resolveSibling(name), copy.resolve(name));
    }
    Files.copy(
        ROOT.resolve("examples/sunspots/sunspots_yearly.csv"), data.resolve("sunspots_yearly.csv"));
    assertThat(JavaProcess.metalab(directory, "run", STUDY, "--limit", "2").exitCode()).isZero();

    Path script = copy.resolve("fit.py");
    Files.writeString(script, Files.readString(script) + "\n# edited\n", StandardCharsets.UTF_8);
    Outcome dry =
        JavaProcess.metalab(directory, "run", copy.resolve("study.yaml").toString(), "--dry-run");
    assertThat(dry.out() + dry.err()).contains("2 reused").contains("other code");
  }
}
