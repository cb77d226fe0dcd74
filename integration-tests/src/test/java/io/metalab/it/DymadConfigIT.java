package io.metalab.it;

import static io.metalab.it.JavaProcess.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.metalab.it.JavaProcess.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The config of the documentation, from its trajectories to their spectrum by {@code dymad}. */
@Timeout(300)
class DymadConfigIT {
  /** The exponents of the system, largest first. */
  private static final List<Double> EXPONENTS = List.of(-0.5, -1.0, -3.0);

  @TempDir Path directory;

  private Outcome command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("io.dymad.agent.cli.Main"));
    command.addAll(List.of(arguments));
    return JavaProcess.java(directory, command);
  }

  private Outcome dymad(String... arguments) {
    Outcome outcome = command(arguments);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome;
  }

  private JsonNode data(String... arguments) throws IOException {
    JsonNode document = new ObjectMapper().readTree(dymad(arguments).out());
    assertThat(document.get("ok").asBoolean()).isTrue();
    return document.get("data");
  }

  private Outcome sh(String script) {
    return JavaProcess.run(directory, List.of("sh", "-c", script));
  }

  @Test
  void nothingIsKeptOfADatasetWhileTheDiskIsFullAndAllOnceThereIsSpace() throws IOException {
    Path file = Files.copy(ROOT.resolve("examples/dymad/train.npz"), directory.resolve("x.npz"));
    Files.createDirectory(directory.resolve("runs"));
    Outcome mount = sh("mount -t tmpfs -o size=300k tmpfs runs");
    assumeThat(mount.exitCode())
        .as("mounting a small disk takes root and the right to mount: %s", mount.err())
        .isZero();
    try {
      sh("head -c 400k /dev/zero > runs/fill");
      Outcome full = command("dataset", "register", file.toString());
      assertThat(full.exitCode()).as(full.err()).isEqualTo(4);
      assertThat(full.err()).containsOnlyOnce("error: ").doesNotContain("\tat ");

      Files.delete(directory.resolve("runs/fill"));
      String handle = data("dataset", "register", "x.npz", "--json").findValue("handle").asText();
      assertThat(handle).startsWith("ds_");
      Outcome verify = JavaProcess.metalab(directory, "verify", "--deep");
      assertThat(verify.exitCode()).as(verify.out() + verify.err()).isZero();
    } finally {
      sh("umount runs");
    }
  }

  @Test
  void aConfigIsTrainedFollowedJudgedAnalysedAndReported() throws IOException {
    for (String file : List.of("koopman.yaml", "train.npz", "fresh.npz")) {
      Files.copy(ROOT.resolve("examples/dymad").resolve(file), directory.resolve(file));
    }
    dymad("config", "validate", "koopman.yaml");
    dymad("train", "--config", "koopman.yaml", "--detach");
    assertThat(directory.resolve("koopman/dymad-run.json")).exists();

    String log = dymad("log", "koopman", "--follow").out();
    assertThat(log).contains("epoch 1 of 84, phase 0 linear").contains("epoch 84 of 84");
    assertThat(data("status", "koopman", "--json").findValue("status").asText())
        .isEqualTo("SUCCEEDED");

    JsonNode judged = data("eval", "koopman", "--json");
    assertThat(judged.findValue("n_test_trajectories").asInt()).isEqualTo(16);
    assertThat(judged.findValue("rmse_mean").asDouble()).isLessThan(0.02);

    JsonNode pairs = data("analyze", "koopman", "--json").findValue("kept_pairs");
    List<Double> growths =
        StreamSupport.stream(pairs.spliterator(), false)
            .map(pair -> pair.get("growth").asDouble())
            .toList();
    assertThat(growths).hasSameSizeAs(EXPONENTS);
    for (int i = 0; i < growths.size(); i++) {
      // A short training: the example koopman-train comes closer.
      assertThat(growths.get(i) / EXPONENTS.get(i)).isCloseTo(1, within(0.1));
    }

    dymad("report", "koopman");
    assertThat(directory.resolve("koopman/report.html"))
        .content()
        .contains("Training", "Evaluation", "spectral_koopman", "data:image/");
  }
}
