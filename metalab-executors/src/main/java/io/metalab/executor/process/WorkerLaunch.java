package io.metalab.executor.process;

import io.metalab.api.executor.WorkerJvm;
import io.metalab.core.command.InterruptShield;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * How the JVM of a worker is started: the same Java, class path, class data and system properties
 * as this process has, one thread for native libraries that compute, and the user's options last.
 */
final class WorkerLaunch {
  /** Variables that limit the threads of OpenMP, OpenBLAS and MKL, which read them when loaded. */
  static final List<String> THREAD_VARIABLES =
      List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS");

  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC");
  private static final List<String> CHOSEN =
      List.of(
          // A heap that is full costs the run, not the patience of whoever waits for it.
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-CreateCoredumpOnCrash",
          // So that a crash in native code is told in the run's log, not in some directory.
          "-XX:+ErrorFileToStdout",
          "-XX:-UsePerfData",
          "-Xshare:auto");

  private final WorkerJvm jvm;
  private final List<String> inherited;
  private final Set<Process> beginning = ConcurrentHashMap.newKeySet();

  WorkerLaunch(WorkerJvm jvm) {
    this(jvm, ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /**
   * Prepares to start workers.
   *
   * @param ownArguments the options that this JVM was started with
   */
  WorkerLaunch(WorkerJvm jvm, List<String> ownArguments) {
    this.jvm = jvm;
    this.inherited = ownArguments.stream().filter(WorkerLaunch::isInherited).toList();
  }

  /** Starts a worker with its files in a directory of its own, which prints into one of them. */
  Process start(Path directory, Path output) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(InterruptShield.always(command(directory)));
    environment(builder.environment());
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    beginning.add(process);
    return process;
  }

  /** The process has come so far that others look after it. */
  void ready(Process process) {
    beginning.remove(process);
  }

  /** Ends the processes that have not come so far. */
  void abort() {
    beginning.forEach(Process::destroyForcibly);
  }

  List<String> command(Path directory) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(CHOSEN);
    if (jvm.options().stream().noneMatch(option -> COLLECTOR.matcher(option).matches())) {
      // Each worker executes one run at a time beside others: collector threads would compete.
      words.add("-XX:+UseSerialGC");
    }
    if (jvm.memoryBytes() > 0) {
      words.add("-Xmx" + jvm.memoryBytes());
    }
    words.addAll(inherited);
    words.add("-Djava.io.tmpdir=" + directory);
    words.addAll(jvm.options());
    words.add("-cp");
    words.add(classPath());
    words.add(WorkerMain.class.getName());
    words.add(directory.toString());
    return words;
  }

  static void environment(Map<String, String> environment) {
    THREAD_VARIABLES.forEach(name -> environment.putIfAbsent(name, "1"));
  }

  private static String classPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }

  /** What says where something is, not how much memory or which collector this process has. */
  private static boolean isInherited(String argument) {
    return (argument.startsWith("-D") && !argument.startsWith("-Dmetalab."))
        || argument.startsWith("-XX:SharedArchiveFile=")
        || argument.startsWith("--add-opens=")
        || argument.startsWith("--add-exports=")
        || argument.startsWith("--enable-native-access=");
  }
}
