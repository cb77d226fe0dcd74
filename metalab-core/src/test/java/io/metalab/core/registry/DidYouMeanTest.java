package io.metalab.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DidYouMeanTest {
  @Test
  void findsSwappedDroppedAndReplacedLetters() {
    List<String> names = List.of("width", "depth", "learning_rate");

    assertThat(DidYouMean.closest("witdh", names)).contains("width");
    assertThat(DidYouMean.closest("widt", names)).contains("width");
    assertThat(DidYouMean.closest("Width", names)).contains("width");
    assertThat(DidYouMean.closest("learningrate", names)).contains("learning_rate");
  }

  @Test
  void findsNothingAmongNamesThatAreFar() {
    assertThat(DidYouMean.closest("epochs", List.of("width", "depth"))).isEmpty();
    assertThat(DidYouMean.closest("epochs", List.of())).isEmpty();
    assertThat(DidYouMean.closest("x", List.of("y"))).isEmpty();
  }

  @Test
  void takesTheAlphabeticallyFirstAmongEquals() {
    assertThat(DidYouMean.closest("lrx", List.of("lrz", "lra"))).contains("lra");
  }
}
