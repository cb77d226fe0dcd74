package io.dymad.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.Cli;
import io.metalab.cli.CliEnvironment;
import io.metalab.cli.Pause;
import io.metalab.cli.Prompt;
import io.metalab.cli.detach.Launch;
import io.metalab.cli.signal.Signals;
import io.metalab.cli.terminal.Streams;
import io.metalab.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What needs no training. */
class DymadCommandTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "dymad");

  @TempDir Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void copyTheExample() throws IOException {
    for (String name : List.of("koopman.yaml", "train.npz", "fresh.npz")) {
      Files.copy(EXAMPLE.resolve(name), directory.resolve(name));
    }
  }

  private int dymad(String... words) {
    out.reset();
    err.reset();
    CliEnvironment environment =
        new CliEnvironment(
            new Streams(out, err, false, false, 80, StandardCharsets.UTF_8),
            Map.of(),
            directory,
            directory,
            InstantSource.system(),
            Pause.sleeping(),
            Prompt.none(),
            Signals.none(),
            DymadCommandTest.class.getClassLoader(),
            Launch.UNKNOWN);
    return Cli.run(environment, DymadProgram.get(), words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void change(String from, String to) throws IOException {
    Path config = directory.resolve("koopman.yaml");
    String text = Files.readString(config);
    assertThat(text).contains(from);
    Files.writeString(config, text.replace(from, to));
  }

  @Test
  void aConfigIsCheckedAndNothingIsKept() {
    assertThat(dymad("config", "validate", "koopman.yaml", "--json")).as(err()).isZero();
    Map<String, @Nullable Object> data = Maps.of(Json.parseObject(out()).get("data"));
    assertThat(data)
        .containsEntry("model_ref", "dymad.models.collections:KBF")
        .containsEntry("run_dir", directory.resolve("koopman").toString());
    assertThat(directory.resolve("runs")).doesNotExist();
    assertThat(directory.resolve("koopman")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1|version: 2|koopman.yaml:2:10:",
        "model_key: kbf|model_kye: kbf|koopman.yaml:3:1:",
        "model_key: kbf|model_key: kfb|koopman.yaml:3:12:",
        "train: train.npz|train: gone.npz|koopman.yaml:5:10:",
        "seed: 5|seed: -5|koopman.yaml:26:28:",
        "koopman_dimension: 3|koopman_dimension: three|koopman.yaml:9:",
        "n_epochs: 20|n_epochs: no|koopman.yaml:",
        "plot_selection|plot|koopman.yaml:27:14:"
      })
  void whatIsWrongInAConfigIsToldWithItsPlace(String from, String to, String place)
      throws IOException {
    change(from, to);
    assertThat(dymad("config", "validate", "koopman.yaml")).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("error: ").contains(place).contains("^");
  }

  @Test
  void programsAreToldTheFieldAndTheCodeOfTheServices() throws IOException {
    change("model_key: kbf", "model_key: kfb");
    assertThat(dymad("config", "validate", "koopman.yaml", "--json")).isEqualTo(2);
    Map<String, @Nullable Object> error = Maps.of(Json.parseObject(out()).get("error"));
    assertThat(error)
        .containsEntry("code", "unknown_model_key")
        .containsEntry("hint", "dymad registry list models");
    assertThat(Maps.of(error.get("details"))).containsEntry("field_path", "model_key");
  }

  @Test
  void theRunAndItsDirectoryHaveOneName() {
    assertThat(dymad("config", "validate", "koopman.yaml", "--out", "trial")).isEqualTo(2);
    assertThat(err()).contains("run.name is koopman, but --out names the directory trial.");
  }

  @Test
  void theSchemaHasTheKeysThatAreRead() {
    assertThat(dymad("config", "schema")).isZero();
    Map<String, @Nullable Object> properties = Maps.of(Json.parseObject(out()).get("properties"));
    assertThat(properties.keySet()).containsExactlyElementsOf(RunConfig.KEYS);
    assertThat(keys(properties, "data")).containsExactlyElementsOf(RunConfig.DATA_KEYS);
    assertThat(keys(properties, "run")).containsExactlyElementsOf(RunConfig.RUN_KEYS);
    assertThat(keys(properties, "evaluation")).containsExactlyElementsOf(RunConfig.EVALUATION_KEYS);
  }

  private static Iterable<String> keys(Map<String, @Nullable Object> properties, String name) {
    return Maps.of(Maps.of(properties.get(name)).get("properties")).keySet();
  }

  @Test
  void everyKindOfEntryIsListed() {
    for (String kind :
        List.of("models", "losses", "profiles", "training", "analyses", "evaluations")) {
      assertThat(dymad("registry", "list", kind)).as(kind + err()).isZero();
      assertThat(out().lines()).as(kind).hasSizeGreaterThan(1);
    }
    assertThat(dymad("registry", "list", "model")).isEqualTo(2);
    assertThat(err()).contains("models");
  }

  @Test
  void aDatasetIsRegisteredAndInspectedByItsHandle() {
    assertThat(dymad("dataset", "register", "train.npz", "--json")).as(err()).isZero();
    Map<String, @Nullable Object> data = Maps.of(Json.parseObject(out()).get("data"));
    String handle = String.valueOf(Maps.of(data.get("dataset")).get("handle"));
    assertThat(dymad("dataset", "inspect", handle)).as(err()).isZero();
    assertThat(out()).contains("n_trajectories").contains("64");
    assertThat(dymad("dataset", "inspect", "ds_000000000000")).isEqualTo(5);
    assertThat(err()).contains(handle);
  }

  @Test
  void aDirectoryThatIsNoneOfATrainingIsRefused() throws IOException {
    assertThat(dymad("status", "nowhere")).isEqualTo(5);
    Path other = Files.createDirectory(directory.resolve("other"));
    assertThat(dymad("status", "other")).isEqualTo(5);
    Files.writeString(other.resolve(RunDirectory.FILE), "{\"schema_version\": 1");
    assertThat(dymad("status", "other")).isEqualTo(4);
    assertThat(err()).contains("is damaged");
    Files.writeString(other.resolve(RunDirectory.FILE), "{\"schema_version\": 2}");
    assertThat(dymad("status", "other")).isEqualTo(4);
    assertThat(err()).contains("schema_version 2");
    assertThat(dymad("status")).isEqualTo(2);
  }

  @Test
  void aDirectoryThatWasMovedSaysWhereItWas() throws IOException {
    Path made = directory.resolve("made");
    RunDirectory.of(
            made,
            Map.of(
                "source_config_path",
                "c.yaml",
                RunDirectory.STORE,
                directory.resolve("runs").toString(),
                RunDirectory.REQUEST,
                "trainreq_000000000000"))
        .save();
    assertThat(dymad("status", "made")).isEqualTo(5);
    assertThat(err()).contains("The store").contains("is not there");
    Files.move(made, directory.resolve("moved"));
    assertThat(dymad("status", "moved")).isEqualTo(2);
    assertThat(err()).contains("was " + made + " when it was made");
  }

  @Test
  void helpFitsATerminalOfEightyColumns() {
    for (String command : DymadProgram.get().commands().keySet()) {
      assertThat(dymad(command, "--help")).isZero();
      assertThat(out().lines()).as(command).allMatch(line -> line.length() <= 80);
    }
    assertThat(dymad("--help")).isZero();
    assertThat(out()).startsWith("Usage: dymad COMMAND");
  }
}
