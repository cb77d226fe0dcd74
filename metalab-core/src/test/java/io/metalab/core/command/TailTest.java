package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TailTest {
  @Test
  void theHeadlineOfAStackTraceIsItsException() {
    Tail python = new Tail();
    List.of("Traceback (most recent call last):", "  File \"a.py\"", "ValueError: bad", "", " ")
        .forEach(python::add);
    assertThat(python.headline()).isEqualTo("ValueError: bad");
    Tail java = new Tail();
    List.of(
            "java.lang.Error: outer",
            "\tat A.b(A.java:1)",
            "Caused by: java.io.IOException: x",
            "\t...")
        .forEach(java::add);
    assertThat(java.headline()).isEqualTo("Caused by: java.io.IOException: x");
  }
}
