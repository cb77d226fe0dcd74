package io.metalab.core.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A command's process and all that it has started, directly or not: its descendants, and those that
 * detached themselves but carry its mark.
 */
final class ProcessTree {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Process root;
  private final ProcessMark mark;

  ProcessTree(Process root, ProcessMark mark) {
    this.root = root;
    this.mark = mark;
  }

  /** Tells all of them to end. */
  void terminate() {
    signal(ProcessHandle::destroy);
  }

  /** Ends all of them. */
  void kill() {
    signal(ProcessHandle::destroyForcibly);
  }

  private void signal(Consumer<ProcessHandle> signal) {
    Map<Long, ProcessHandle> all = new LinkedHashMap<>();
    root.descendants().forEach(process -> all.put(process.pid(), process));
    MarkedProcesses.startedAfter(root.pid(), mark.carried())
        .forEach(process -> all.putIfAbsent(process.pid(), process));
    signal.accept(root.toHandle());
    all.values().forEach(signal);
  }

  /** Returns whether the command itself still runs. */
  boolean isAlive() {
    return root.isAlive();
  }

  /** Returns those that outlive the root. */
  private List<ProcessHandle> survivors() {
    return MarkedProcesses.startedAfter(root.pid(), mark.carried());
  }

  /**
   * Ends the processes that outlive the root: tells them, and after a while ends them.
   *
   * @param graceNanos how long they may take
   * @return what they were
   */
  List<String> endSurvivors(long graceNanos) {
    List<ProcessHandle> alive = survivors();
    List<String> names = new ArrayList<>();
    alive.forEach(process -> names.add(name(process)));
    alive.forEach(ProcessHandle::destroy);
    long start = System.nanoTime();
    while (!alive.isEmpty() && System.nanoTime() - start < graceNanos) {
      pause();
      alive = survivors();
    }
    alive.forEach(ProcessHandle::destroyForcibly);
    return names;
  }

  /** Returns number and program of a process. */
  static String name(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(path -> process.pid() + " " + path)
        .orElse("" + process.pid());
  }

  /** An interrupt must not keep processes alive; it is noticed again after they are gone. */
  static void pause() {
    boolean interrupted = Thread.interrupted();
    LockSupport.parkNanos(PAUSE_NANOS);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
