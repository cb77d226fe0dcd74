package io.metalab.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunError;
import org.junit.jupiter.api.Test;

class RunErrorsTest {
  @Test
  void replacesWhatDiffersFromRunToRun() {
    assertThat(RunErrors.normalise("loss is NaN at step 812")).isEqualTo("loss is NaN at step <n>");
    assertThat(RunErrors.normalise("loss -3.5e-04 of 1.0")).isEqualTo("loss <n> of <n>");
    assertThat(RunErrors.normalise("no key 'lr' or \"width\""))
        .isEqualTo("no key <text> or <text>");
    assertThat(RunErrors.normalise("cannot read /tmp/run-17/data.csv: gone"))
        .isEqualTo("cannot read <path>: gone");
    assertThat(RunErrors.normalise("at 0x7f3a and deadbeef42")).isEqualTo("at <hex> and <hex>");
    assertThat(RunErrors.normalise("matrix is singular")).isEqualTo("matrix is singular");
  }

  @Test
  void failuresOfOneKindShareAFingerprint() {
    assertThat(diverged(812).fingerprint()).isEqualTo(diverged(9).fingerprint());
  }

  @Test
  void typeMessageAndPlaceMakeUpTheKind() {
    String kind = diverged(1).fingerprint();
    assertThat(RunErrors.of(new IllegalArgumentException("loss is NaN at step 1")).fingerprint())
        .isNotEqualTo(kind);
    assertThat(RunErrors.of(new IllegalStateException("out of steps")).fingerprint())
        .isNotEqualTo(kind);
  }

  @Test
  void namesTheClassShortlyAndAMetalabExceptionByItsCode() {
    assertThat(RunErrors.of(new Nested("x")).type()).isEqualTo("Nested");
    assertThat(RunErrors.of(new MetalabException(ErrorCode.INVALID_VALUE, "x")).type())
        .isEqualTo("INVALID_VALUE");
  }

  @Test
  void keepsCausesAndEndsCyclesOfThem() {
    Exception inner = new Exception("inner");
    Exception outer = new Exception("outer", inner);
    inner.addSuppressed(outer);
    assertThat(RunErrors.of(outer).stackTrace()).contains("outer").contains("Caused by: ");
  }

  @Test
  void findsThePlaceInTheUsersOwnCode() {
    String trace =
        """
        java.lang.IllegalStateException: x
        \tat java.base/java.util.List.of(List.java:1)
        \tat io.metalab.capture.RunCapture.metric(RunCapture.java:2)
        \tat com.acme.Trainer.step(Trainer.java:88)
        \tat com.acme.Main.main(Main.java:3)
        """;
    assertThat(RunErrors.place(new RunError("X", "x", trace, ""))).isEqualTo("Trainer.java:88");
    assertThat(RunErrors.place(RunError.of("Timeout", "x"))).isEmpty();
  }

  private static RunError diverged(int step) {
    return RunErrors.of(new IllegalStateException("loss is NaN at step " + step));
  }

  private static final class Nested extends Exception {
    private static final long serialVersionUID = 1L;

    private Nested(String message) {
      super(message);
    }
  }
}
