package io.metalab.core.command;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps a Ctrl-C from the processes that execute runs: a terminal sends it to its whole foreground
 * group, but what becomes of runs is for the study to decide, which lets them finish first.
 *
 * <p>A signal that a shell ignores is ignored by what takes the shell's place, too. Without a
 * terminal nothing comes in between.
 */
public final class InterruptShield {
  private static final Path SHELL = Path.of("/bin/sh");
  private static final Path TERMINAL = Path.of("/dev/tty");
  private static final String SCRIPT = "trap '' INT; exec \"$@\"";
  private static final boolean POSSIBLE = Files.isExecutable(SHELL);
  private static final boolean NEEDED = POSSIBLE && hasTerminal();

  private InterruptShield() {}

  /** Returns a command line that starts the same process, behind a shield if there is a need. */
  static List<String> around(List<String> command) {
    return NEEDED ? shielded(command) : command;
  }

  /**
   * Returns a command line that starts the same process behind a shield, also without a terminal:
   * for processes whose end costs a run, while others may signal the whole group.
   */
  public static List<String> always(List<String> command) {
    return POSSIBLE ? shielded(command) : command;
  }

  static List<String> shielded(List<String> command) {
    List<String> words = new ArrayList<>(List.of(SHELL.toString(), "-c", SCRIPT, "metalab"));
    words.addAll(command);
    return words;
  }

  private static boolean hasTerminal() {
    try (SeekableByteChannel terminal = Files.newByteChannel(TERMINAL)) {
      return terminal.isOpen();
    } catch (IOException e) {
      return false;
    }
  }
}
