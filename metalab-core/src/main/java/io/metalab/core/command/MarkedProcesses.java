package io.metalab.core.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds processes by a mark in their environment, which children inherit however they detach
 * themselves. It works where there is a {@code /proc}, as on Linux; elsewhere nothing is found.
 *
 * <p>A process that was started with an emptied environment has no mark.
 */
final class MarkedProcesses {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+");
  private static final int FEW = 64;

  private MarkedProcesses() {}

  /**
   * Returns the live processes whose environment matches, other than one that has ended already.
   *
   * @param after the process that started them; those that started before it are left out
   */
  static List<ProcessHandle> startedAfter(long after, Predicate<String> environment) {
    long newest = newestPid();
    if (newest == after) {
      return List.of();
    }
    List<ProcessHandle> found = new ArrayList<>();
    if (newest > after && newest - after <= FEW) {
      for (long pid = after + 1; pid <= newest; pid++) {
        addIfMarked(pid, environment, found);
      }
      return found;
    }
    for (long pid : pids()) {
      // Numbers begin anew when they are used up; then the newest is below.
      if (newest < after || (pid > after && pid <= newest)) {
        addIfMarked(pid, environment, found);
      }
    }
    return found;
  }

  /** Returns all live processes whose environment matches. */
  static List<ProcessHandle> all(Predicate<String> environment) {
    List<ProcessHandle> found = new ArrayList<>();
    for (long pid : pids()) {
      addIfMarked(pid, environment, found);
    }
    return found;
  }

  private static void addIfMarked(
      long pid, Predicate<String> environment, List<ProcessHandle> found) {
    Path directory = PROC.resolve(Long.toString(pid));
    if (Files.isReadable(directory.resolve("environ"))
        && environment.test(text(directory.resolve("environ")))) {
      Optional<ProcessHandle> process = ProcessHandle.of(pid);
      process.filter(ProcessHandle::isAlive).ifPresent(found::add);
    }
  }

  /** Returns the number that was given last, or 0 if it is unknown. */
  private static long newestPid() {
    String load = text(PROC.resolve("loadavg")).strip();
    String last = load.substring(load.lastIndexOf(' ') + 1);
    return NUMBER.matcher(last).matches() ? Long.parseLong(last) : 0;
  }

  private static List<Long> pids() {
    String[] names = PROC.toFile().list((directory, name) -> NUMBER.matcher(name).matches());
    List<Long> pids = new ArrayList<>();
    for (String name : names == null ? new String[0] : names) {
      pids.add(Long.parseLong(name));
    }
    return pids;
  }

  /** Returns what a process or the kernel tells, or nothing if the process is gone or another's. */
  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
