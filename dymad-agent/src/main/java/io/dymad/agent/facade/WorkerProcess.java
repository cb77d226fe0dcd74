package io.dymad.agent.facade;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process that executes a run.
 *
 * @param host name of its machine
 * @param pid its number there
 * @param started when it was started, by the clock that runs are timed by
 * @param mark when it started as its system has it, which tells it from a later process of the same
 *     number; that may be a second off the clock
 * @param directory where the run's files are put
 */
public record WorkerProcess(String host, long pid, Instant started, Instant mark, Path directory) {
  private static final String HOST = "host";
  private static final String PID = "pid";
  private static final String STARTED = "started_at";
  private static final String MARK = "mark";
  private static final String DIRECTORY = "run_root";

  public WorkerProcess {
    requireNonNull(host, "host");
    requireNonNull(started, "started");
    requireNonNull(mark, "mark");
    requireNonNull(directory, "directory");
  }

  /** Returns the file that keeps what the process prints. */
  public Path output() {
    return directory.resolve("worker.log");
  }

  Map<String, @Nullable Object> toMap() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put(HOST, host);
    map.put(PID, pid);
    map.put(STARTED, started.toString());
    map.put(MARK, mark.toString());
    map.put(DIRECTORY, directory.toString());
    return map;
  }

  static WorkerProcess of(Map<String, @Nullable Object> map) {
    return new WorkerProcess(
        String.valueOf(map.get(HOST)),
        Long.parseLong(String.valueOf(map.get(PID))),
        Instant.parse(String.valueOf(map.get(STARTED))),
        Instant.parse(String.valueOf(map.get(MARK))),
        Path.of(String.valueOf(map.get(DIRECTORY))));
  }
}
