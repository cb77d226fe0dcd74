package io.metalab.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.cli.output.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path root;
  private Path project;
  private Path directory;
  private Path home;

  @BeforeEach
  void makeDirectories() throws IOException {
    project = root.resolve("project");
    directory = Files.createDirectories(project.resolve("sub/deep"));
    home = root.resolve("home");
    Files.createDirectories(home.resolve(".config/metalab"));
  }

  @Test
  void statesEveryDefault() {
    Map<String, String> defaults = new LinkedHashMap<>();
    load(Map.of(), Map.of())
        .all()
        .forEach((key, setting) -> defaults.put(key.path(), setting.value()));
    assertThat(defaults)
        .containsExactly(
            Map.entry("store", "./runs"),
            Map.entry("store_classpath", ""),
            Map.entry("color", "auto"),
            Map.entry("run.executor", "thread"),
            Map.entry("run.workers", "0"),
            Map.entry("run.timeout", "0s"),
            Map.entry("run.retries", "0"),
            Map.entry("run.retry_delay", "0s"),
            Map.entry("run.stale_code", "warn"),
            Map.entry("run.grace", "30s"),
            Map.entry("run.available_gpus", "auto"),
            Map.entry("run.worker_memory", "auto"),
            Map.entry("run.worker_options", ""),
            Map.entry("run.recycle_runs", "0"),
            Map.entry("run.recycle_memory", "0B"),
            Map.entry("run.cluster", "127.0.0.1:5701"),
            Map.entry("run.cluster_name", "metalab"),
            Map.entry("run.slurm.partition", ""),
            Map.entry("run.slurm.time", ""),
            Map.entry("run.slurm.account", ""),
            Map.entry("run.slurm.qos", ""),
            Map.entry("run.slurm.gres", ""),
            Map.entry("run.slurm.constraint", ""),
            Map.entry("run.slurm.chunk_size", ""),
            Map.entry("run.slurm.sbatch", ""),
            Map.entry("run.slurm.setup", ""),
            Map.entry("run.slurm.directory", ""),
            Map.entry("run.slurm.java", ""));
  }

  @Test
  void everyLayerHidesTheOnesBelow() throws IOException {
    assertThat(workers(Map.of(), Map.of())).isEqualTo(new Setting("0", "default"));
    Path user = write(home.resolve(".config/metalab/config.toml"), "run.workers = 1");
    assertThat(workers(Map.of(), Map.of())).isEqualTo(new Setting("1", user.toString()));
    Path shared = write(project.resolve(".metalab.toml"), "[run]\nworkers = 2");
    assertThat(workers(Map.of(), Map.of())).isEqualTo(new Setting("2", shared.toString()));
    Path local = write(project.resolve(".metalab.local.toml"), "[run]\nworkers = 3");
    assertThat(workers(Map.of(), Map.of())).isEqualTo(new Setting("3", local.toString()));
    assertThat(load(Map.of(), Map.of()).withStudy(Map.of(Key.WORKERS, "4")).get(Key.WORKERS))
        .isEqualTo(new Setting("4", "study run:"));
    Map<String, String> variables = Map.of("METALAB_WORKERS", "5");
    assertThat(load(Map.of(), variables).withStudy(Map.of(Key.WORKERS, "4")).get(Key.WORKERS))
        .isEqualTo(new Setting("5", "METALAB_WORKERS"));
    assertThat(workers(Map.of(Key.WORKERS, new Setting("6", "-j")), variables))
        .isEqualTo(new Setting("6", "-j"));
  }

  @Test
  void takesAStoreRelativeToItsFile() throws IOException {
    write(project.resolve(".metalab.toml"), "store = \"results\"");
    assertThat(load(Map.of(), Map.of()).value(Key.STORE))
        .isEqualTo(project.resolve("results").toString());
  }

  @Test
  void refusesAnUnknownKeyWithTheOneMeant() throws IOException {
    Path file = write(project.resolve(".metalab.toml"), "[run]\nworker = 2");
    assertThatThrownBy(() -> load(Map.of(), Map.of()))
        .hasMessage(
            "%s sets 'run.worker', which is no setting. Did you mean 'run.workers'?"
                .formatted(file))
        .isInstanceOfSatisfying(
            CliException.class,
            refusal -> assertThat(refusal.problem().hint()).contains("color  run.executor"));
  }

  @Test
  void refusesMalformedTomlWithItsPlace() throws IOException {
    Path file = write(project.resolve(".metalab.toml"), "store = \"a\"\ncolor = = 1");
    assertThatThrownBy(() -> load(Map.of(), Map.of())).hasMessageStartingWith(file + ":2:");
  }

  private Setting workers(Map<Key, Setting> flags, Map<String, String> variables) {
    return load(flags, variables).get(Key.WORKERS);
  }

  private Config load(Map<Key, Setting> flags, Map<String, String> variables) {
    Map<Key, Setting> copy = new EnumMap<>(Key.class);
    copy.putAll(flags);
    return Config.load(copy, variables, directory, home);
  }

  private static Path write(Path file, String text) throws IOException {
    return Files.writeString(file, text);
  }
}
