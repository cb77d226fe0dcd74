package io.metalab.store.file;

import io.metalab.core.codec.JsonBytes;
import io.metalab.core.codec.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The process behind a writer.
 *
 * @param boot id of the machine's boot, or empty where the system tells none
 * @param space id of the name space in which the pid counts, or empty
 * @param pid process id
 * @param start when the process started, in the system's own ticks, or empty
 * @param host name of the machine, for people
 * @param lease how long its counter may stand still
 */
public record Owner(
    String boot, String space, long pid, String start, String host, Duration lease) {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE_FIELD = 0;
  private static final int START_FIELD = 19;

  /** Returns this process. */
  public static Owner self(Duration lease) {
    long pid = ProcessHandle.current().pid();
    return new Owner(
        bootId(),
        pidSpace(),
        pid,
        stat(pid).map(fields -> fields[START_FIELD]).orElse(""),
        hostName(),
        lease);
  }

  /**
   * Returns whether the process is known to be dead: it ran on this machine, since this boot, where
   * its pid can be looked up, and that pid is gone or another process's.
   */
  public boolean isDead() {
    if (boot.isEmpty() || space.isEmpty() || start.isEmpty()) {
      return false;
    }
    if (!boot.equals(bootId()) || !space.equals(pidSpace())) {
      return false;
    }
    Optional<String[]> fields = stat(pid);
    if (fields.isEmpty()) {
      return !Files.exists(PROC.resolve(Long.toString(pid)));
    }
    String state = fields.get()[STATE_FIELD];
    return state.equals("Z") || state.equals("X") || !fields.get()[START_FIELD].equals(start);
  }

  /** Returns the content of the owner's lease file. */
  public byte[] leaseText(long counter) {
    JsonBytes out = new JsonBytes(256).raw('{').field("boot", boot).field("space", space);
    out.field("pid", pid).field("start", start).field("host", host);
    out.field("lease_ms", lease.toMillis());
    // The counter comes last with a fixed width: rewriting never changes the file's length.
    return out.field("beat", "%019d".formatted(counter)).raw("}\n").toByteArray();
  }

  /** Reads a lease file; empty if it is only half there. */
  public static Optional<Owner> parse(byte[] text) {
    try {
      Map<String, @Nullable Object> fields = JsonTree.readObject(text, 0, text.length);
      if (fields.get("boot") instanceof String boot
          && fields.get("space") instanceof String space
          && fields.get("pid") instanceof Long pid
          && fields.get("start") instanceof String start
          && fields.get("host") instanceof String host
          && fields.get("lease_ms") instanceof Long lease) {
        return Optional.of(new Owner(boot, space, pid, start, host, Duration.ofMillis(lease)));
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String bootId() {
    return readOrEmpty(PROC.resolve("sys/kernel/random/boot_id")).strip();
  }

  private static String pidSpace() {
    try {
      return Files.readSymbolicLink(PROC.resolve("self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** Returns the fields of a process's stat from its state on. */
  private static Optional<String[]> stat(long pid) {
    String text = readOrEmpty(PROC.resolve(pid + "/stat"));
    int name = text.lastIndexOf(')');
    String[] fields = name < 0 ? new String[0] : text.substring(name + 1).strip().split(" ");
    return fields.length > START_FIELD ? Optional.of(fields) : Optional.empty();
  }

  /** Systems without these files have no quick answer; the lease decides there. */
  private static String readOrEmpty(Path path) {
    try {
      return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  private static String hostName() {
    String name = readOrEmpty(PROC.resolve("sys/kernel/hostname")).strip();
    return name.isEmpty() ? Objects.requireNonNullElse(System.getenv("HOSTNAME"), "") : name;
  }
}
