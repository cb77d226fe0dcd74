package io.metalab.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The example {@code koopman-train} from a cold process to its end: data, two trainings, and what
 * is made of them.
 */
final class KoopmanTrainScenario implements Scenario {
  @Override
  public String name() {
    return "koopman-train";
  }

  @Override
  public void prepare(Path directory) throws Exception {
    run(directory);
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    return Map.of("end_to_end_s", run(directory));
  }

  /** Runs it in a new store. */
  private static double run(Path directory) throws Exception {
    Path launcher = Path.of(System.getProperty("metalab.launcher")).toAbsolutePath();
    Path study = launcher.resolveSibling("examples/koopman-train/study.yaml");
    return LauncherTime.seconds(
        "run", Files.createTempDirectory(directory, "store"), study.toString());
  }
}
