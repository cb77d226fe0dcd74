package io.metalab.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.OpenOptions;
import io.metalab.api.store.Store;
import io.metalab.core.controller.Controllers;
import io.metalab.core.registry.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Whole {@code metalab run} processes of one study in one store. */
final class ControllerProcesses implements AutoCloseable {
  static final String STUDY = "squares:1";

  private final Path directory;
  private final String locator;
  private final List<Process> processes = new ArrayList<>();

  /** Writes the study; the processes run in the directory, into the store. */
  ControllerProcesses(Path directory, String locator, int runs) throws IOException {
    this.directory = directory;
    this.locator = locator;
    Files.writeString(
        directory.resolve("study.yaml"),
        """
        study: squares
        version: "1"
        operation: {class: io.metalab.it.SharedWorkOperation}
        sweep: {grid: {n: {range: [1, %d, 1]}}}
        """
            .formatted(runs));
  }

  /** Starts a process; its runs are tagged by its number, from 0. */
  Process start(String executor, int workers) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + SharedWorkOperation.CONTROLLER + "=" + processes.size(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.metalab.cli.Main",
                "run",
                "study.yaml",
                "--store",
                locator,
                "--executor",
                executor,
                "--workers",
                Integer.toString(workers))
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("run-" + processes.size() + ".out").toFile())
            .start();
    processes.add(process);
    return process;
  }

  int size() {
    return processes.size();
  }

  boolean anyAlive() {
    return processes.stream().anyMatch(Process::isAlive);
  }

  /** Returns what a process has printed. */
  String told(int process) throws IOException {
    return Files.readString(directory.resolve("run-" + process + ".out"));
  }

  /** Waits until a process has ended well; returns what it has printed. */
  String awaitSuccess(int process) throws IOException, InterruptedException {
    assertThat(processes.get(process).waitFor()).as(told(process)).isZero();
    return told(process);
  }

  /** Opens the store to be read, as soon as a process has created it. */
  Store reader() throws IOException {
    while (true) {
      assertThat(processes).as(told(0)).allMatch(Process::isAlive);
      try {
        return Stores.open(
            locator, OpenOptions.readOnlyExisting(), ControllerProcesses.class.getClassLoader());
      } catch (MetalabException e) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  /** Waits until all processes work and execute so many runs, which wait for {@link #go}. */
  void awaitRunning(Store store, long runs) throws IOException {
    while (Controllers.of(store).live(STUDY).size() < processes.size() || running(store) < runs) {
      assertThat(processes).as(told(0)).allMatch(Process::isAlive);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static long running(Store store) {
    return store.counts().stream().mapToLong(counts -> counts.count(RunStatus.RUNNING)).sum();
  }

  /** Lets the runs go on that wait. */
  void go() throws IOException {
    Files.createFile(directory.resolve("go"));
  }

  /** Returns the number of the process that executed a run. */
  static int executedBy(RunRecord record) {
    return record.tags().stream()
        .filter(tag -> tag.startsWith("by-"))
        .mapToInt(tag -> Integer.parseInt(tag.substring(3)))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
