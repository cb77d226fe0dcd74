package io.metalab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The processor time of a server of PostgreSQL on this machine, all its processes together. */
final class ServerTime {
  private static final double TICKS_PER_SECOND = 100;
  private static final int PARENT = 1;
  private static final List<Integer> OWN = List.of(11, 12);
  private static final List<Integer> OF_ENDED_CHILDREN = List.of(13, 14);

  private final String server;

  /**
   * Creates the clock of the server that a process belongs to.
   *
   * @param backend process of a connection
   */
  ServerTime(long backend) {
    this.server = fields(Long.toString(backend))[PARENT];
  }

  /** Returns the seconds since the server was started, or 0 if it runs on another machine. */
  double seconds() {
    long ticks = ticks(fields(server), OF_ENDED_CHILDREN);
    for (String process : processes()) {
      String[] fields = fields(process);
      if (process.equals(server) || fields[PARENT].equals(server)) {
        ticks += ticks(fields, OWN);
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static long ticks(String[] fields, List<Integer> which) {
    return which.stream().mapToLong(field -> Long.parseLong(fields[field])).sum();
  }

  private static List<String> processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> name.matches("[0-9]+"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what Linux tells of a process behind its name; zeros if there is none. */
  private static String[] fields(String process) {
    try {
      String stat = Files.readString(Path.of("/proc", process, "stat"));
      return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    } catch (NoSuchFileException e) {
      return "0 ".repeat(OF_ENDED_CHILDREN.get(1) + 1).split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
