package io.metalab.executor.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerDeathTest {
  private static String words(int exitCode, String... printed) {
    LastWords words = new LastWords();
    List.of(printed).forEach(words::add);
    return WorkerDeath.of(exitCode, words).words();
  }

  @Test
  void saysWhichSignalItWas() {
    assertThat(words(137)).contains("SIGKILL");
    assertThat(words(143)).contains("SIGTERM");
  }

  @Test
  void addsTheLastLinesOfWhatItPrinted() {
    assertThat(words(7, "1", "2", "3", "4", "5", "6"))
        .isEqualTo("exit code 7. It printed:\n2\n3\n4\n5\n6");
  }

  @Test
  void anExitCodeOfThreeIsAnExitCodeUnlessMemoryWasUsedUp() {
    assertThat(words(3)).isEqualTo("exit code 3");
    assertThat(words(3, "Terminating due to java.lang.OutOfMemoryError: Java heap space"))
        .startsWith("its memory was used up");
  }

  @Test
  void readsTheReportOfAFaultHoweverLong() {
    LastWords words = new LastWords();
    List.of(
            "#",
            "# A fatal error has been detected by the Java Runtime Environment:",
            "#",
            "#  SIGSEGV (0xb) at pc=0x00007f, pid=1, tid=2",
            "#",
            "# JRE version: 17",
            "# Problematic frame:",
            "# C  [libblas.so+0x1]  dgemm_",
            "#")
        .forEach(words::add);
    for (int i = 0; i < 1_000; i++) {
      words.add("register " + i);
    }
    assertThat(WorkerDeath.of(1, words).words())
        .isEqualTo("a fault in native code: SIGSEGV (0xb) in C  [libblas.so+0x1]  dgemm_");
  }
}
