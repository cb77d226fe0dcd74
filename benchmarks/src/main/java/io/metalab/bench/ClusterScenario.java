package io.metalab.bench;

import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.registry.Stores;
import io.metalab.core.run.RunOptions;
import io.metalab.executor.hazelcast.HazelcastExecutor;
import io.metalab.executor.hazelcast.HazelcastExecutorProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The no-op runs of {@link ExecutorScenario} by two members of a Hazelcast cluster on loopback. */
final class ClusterScenario implements Scenario {
  private static final int RUNS = 60_000;

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public Map<String, Double> measure(Path directory) throws Exception {
    String addresses = "127.0.0.1:%d,127.0.0.1:%d".formatted(freePort(), freePort());
    List<Process> members = new ArrayList<>();
    try {
      for (int member = 0; member < 2; member++) {
        members.add(start(addresses));
      }
      RunOptions options =
          RunOptions.builder()
              .executor(HazelcastExecutor.NAME)
              .executorSettings(HazelcastExecutor.NAME, Map.of("cluster", addresses))
              .build();
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.put("hazelcast_first_run_s", seconds(1, options, directory));
      seconds(RUNS, options, directory);
      double seconds = seconds(RUNS, options, directory);
      figures.put("hazelcast_runs_per_s", RUNS / seconds);
      figures.put("hazelcast_us_per_run", 1e6 * seconds / RUNS);
      return figures;
    } finally {
      members.forEach(Process::destroyForcibly);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts a member that executes one run at a time; returns when it says that it is up. */
  private static Process start(String addresses) throws IOException {
    Process member =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.metalab.cli.Main",
                "worker",
                "--cluster",
                addresses,
                "-j",
                "1")
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = member.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("member ")) {
        return member;
      }
    }
    throw new IOException("A member ended before it was up.");
  }

  private static double seconds(int runs, RunOptions options, Path directory) throws Exception {
    String locator = Files.createTempDirectory(directory, "store").toUri() + "?sync=group";
    try (Store store =
        Stores.open(locator, OpenOptions.readWrite(), ClusterScenario.class.getClassLoader())) {
      return NoOpStudy.run(
          runs == 1 ? NoOpStudy.plan("cluster", 1, 1, 1) : NoOpStudy.plan("cluster", runs),
          store,
          new HazelcastExecutorProvider(),
          options);
    }
  }
}
