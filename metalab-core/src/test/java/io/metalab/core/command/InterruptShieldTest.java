package io.metalab.core.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class InterruptShieldTest {
  private static final int ENDED_BY_INTERRUPT = 130;

  private record Outcome(int exitCode, String out) {}

  private static Outcome run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), out);
  }

  @Test
  void aShieldedProcessAndWhatItStartsOutliveAnInterrupt() throws Exception {
    List<String> command =
        List.of("sh", "-c", "sh -c 'kill -INT $$; echo child'; kill -INT $$; echo parent");
    assertThat(run(interruptible(command)).exitCode()).isEqualTo(ENDED_BY_INTERRUPT);
    assertThat(run(interruptible(InterruptShield.shielded(command))))
        .isEqualTo(new Outcome(0, "child\nparent\n"));
  }

  /** What a shell starts in the background ignores interrupts from the start; undoes that. */
  private static List<String> interruptible(List<String> command) {
    List<String> words = new ArrayList<>(List.of("env", "--default-signal=INT"));
    words.addAll(command);
    return words;
  }

  @Test
  void aShieldedProcessStillEndsWhenItIsTold() throws Exception {
    List<String> command = List.of("sh", "-c", "kill -TERM $$; echo still there");
    assertThat(run(InterruptShield.shielded(command))).isEqualTo(new Outcome(143, ""));
  }

  @Test
  void takesWordsAsTheyAreAndPassesTheExitCodeOn() throws Exception {
    List<String> words = List.of("printf", "%s|", "a b", "", "*", "$HOME", "'", "\"");
    assertThat(run(InterruptShield.shielded(words)).out()).isEqualTo("a b||*|$HOME|'|\"|");
    assertThat(run(InterruptShield.shielded(List.of("sh", "-c", "exit 75"))).exitCode())
        .isEqualTo(75);
  }
}
