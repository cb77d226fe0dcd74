package io.metalab.bench;

import io.metalab.core.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs scenarios in fresh JVMs and prints medians as one JSON document. */
public final class Benchmarks {
  private static final List<Scenario> SCENARIOS = scenarios();

  private Benchmarks() {}

  private static List<Scenario> scenarios() {
    List<Scenario> scenarios =
        new ArrayList<>(
            List.of(
                new ThroughputScenario(),
                new PipelineScenario(),
                new ExecutorScenario(),
                new SlurmScenario(),
                new ClusterScenario(),
                PlanScenario.ofGrid(),
                PlanScenario.ofRandomSweep(),
                new MillionScenario(),
                new StoresScenario(),
                new StoresMillionScenario(StoresMillionScenario.Kind.JOURNAL),
                new StoresMillionScenario(StoresMillionScenario.Kind.SQLITE),
                new StoresMillionScenario(StoresMillionScenario.Kind.POSTGRESQL),
                new FrameScenario(),
                new StatusScenario(),
                new McpScenario(),
                new DymadMcpScenario(),
                new SearchScenario(),
                new SearchOptimaScenario(),
                new ArchiveScenario(),
                new CommandScenario(),
                new MicroScenario(),
                new DymadScenario(),
                new EpochScenario(),
                new KoopmanTrainScenario()));
    scenarios.addAll(TrainingScenario.all());
    scenarios.addAll(SoakScenario.all());
    scenarios.addAll(DymadMemoryScenario.all());
    return List.copyOf(scenarios);
  }

  /** Runs the scenarios named in the arguments, all if there are none. */
  public static void main(String[] args) throws Exception {
    if (args.length == 4 && args[0].equals("--child")) {
      child(find(args[1]), args[2], Path.of(args[3]));
      return;
    }
    List<Scenario> chosen =
        args.length == 0 ? SCENARIOS : Stream.of(args).map(Benchmarks::find).toList();
    Map<String, Object> results = new LinkedHashMap<>();
    for (Scenario scenario : chosen) {
      results.put(scenario.name(), run(scenario));
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("machine", machine());
    document.put("results", results);
    System.out.println(Json.pretty(document));
  }

  private static Scenario find(String name) {
    return SCENARIOS.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no benchmark '%s', but %s."
                        .formatted(name, SCENARIOS.stream().map(Scenario::name).toList())));
  }

  private static Map<String, Object> run(Scenario scenario)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("metalab-bench-");
    try {
      double loadBefore = load();
      System.err.println("benchmark " + scenario.name() + " ...");
      spawn(scenario, "prepare", directory);
      Map<String, List<Double>> samples = new LinkedHashMap<>();
      for (int i = 0; i < scenario.repeats(); i++) {
        for (Map.Entry<String, @Nullable Object> figure :
            Json.parseObject(spawn(scenario, "measure", directory)).entrySet()) {
          if (figure.getValue() instanceof Number number) {
            samples
                .computeIfAbsent(figure.getKey(), key -> new ArrayList<>())
                .add(number.doubleValue());
          }
        }
      }
      Map<String, Object> summary = new LinkedHashMap<>();
      samples.forEach((name, values) -> summary.put(name, median(values)));
      summary.put("repeats", scenario.repeats());
      summary.put("load_before", loadBefore);
      return summary;
    } finally {
      delete(directory);
    }
  }

  private static String spawn(Scenario scenario, String phase, Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(scenario.jvmOptions());
    command.add("-Dmetalab.launcher=" + System.getProperty("metalab.launcher", "metalab"));
    command.addAll(List.of("-cp", ManagementFactory.getRuntimeMXBean().getClassPath()));
    command.addAll(
        List.of(
            Benchmarks.class.getName(), "--child", scenario.name(), phase, directory.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output;
    try (InputStream in = process.getInputStream()) {
      output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    if (process.waitFor() != 0) {
      throw new IOException("The benchmark %s failed: %s".formatted(scenario.name(), output));
    }
    return output;
  }

  private static void child(Scenario scenario, String phase, Path directory) throws Exception {
    if (phase.equals("prepare")) {
      scenario.prepare(directory);
    } else {
      System.out.println(Json.write(scenario.measure(directory)));
    }
  }

  private static Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    machine.put("java", Runtime.version().toString());
    machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return machine;
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** Returns the value in the middle, or between the two that are. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /** Deletes a directory and what is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
