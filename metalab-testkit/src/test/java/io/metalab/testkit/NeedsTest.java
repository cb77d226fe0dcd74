package io.metalab.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class NeedsTest {
  private static final String NUMPY = "numpy (package python3-numpy)";

  @Test
  void abortsOnADevelopersMachineAndNamesThePackage() {
    assertThatThrownBy(() -> Needs.check(false, NUMPY, false))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("python3-numpy");
  }

  @Test
  void failsUnderCiAndNamesThePackage() {
    assertThatThrownBy(() -> Needs.check(false, NUMPY, true))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("python3-numpy");
  }

  @Test
  void goesOnWithWhatIsThere() {
    assertThatCode(() -> Needs.check(true, NUMPY, true)).doesNotThrowAnyException();
  }
}
