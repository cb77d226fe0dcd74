package io.metalab.capture.plot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.capture.plot.Axis;
import io.metalab.capture.plot.Scale;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TicksTest {
  private static List<String> labels(Span span, int target) {
    return Ticks.of(span, target).stream()
        .filter(tick -> !tick.isMinor())
        .map(Tick::label)
        .toList();
  }

  @Nested
  class OnALinearAxis {
    @Test
    void areRoundNumbersInside() {
      assertThat(labels(new Span(Scale.LINEAR, -0.04, 1.04), 5))
          .containsExactly("0.0", "0.5", "1.0");
      assertThat(labels(new Span(Scale.LINEAR, -3.1, 22), 6))
          .containsExactly("0", "5", "10", "15", "20");
    }

    @Test
    void keepAllDigitsThatTellThemApart() {
      assertThat(labels(new Span(Scale.LINEAR, 1000.001, 1000.0041), 4))
          .containsExactly("1000.001", "1000.002", "1000.003", "1000.004");
    }

    @Test
    void reachTheLargestNumbersThereAre() {
      assertThat(labels(new Span(Scale.LINEAR, -Double.MAX_VALUE, Double.MAX_VALUE), 4))
          .containsExactly("-1e308", "0", "1e308");
    }
  }

  @Nested
  class OnALogarithmicAxis {
    @Test
    void arePowersOfTen() {
      assertThat(labels(new Span(Scale.LOG, -8.2, -4.9), 6))
          .containsExactly("10⁻⁸", "10⁻⁷", "10⁻⁶", "10⁻⁵");
      assertThat(labels(new Span(Scale.LOG, -3.1, -0.9), 6))
          .containsExactly("0.001", "0.01", "0.1");
    }

    @Test
    void leaveOutPowersForWhichThereIsNoRoom() {
      assertThat(labels(new Span(Scale.LOG, -300, 300), 5))
          .containsExactly("10⁻²⁰⁰", "10⁰", "10²⁰⁰");
    }

    @Test
    void areOneTwoAndFiveTimesAPowerInsideTwoDecades() {
      assertThat(labels(new Span(Scale.LOG, 0, 1), 5)).containsExactly("1", "2", "5", "10");
    }

    @Test
    void areEvenlySpacedNumbersInAFractionOfADecade() {
      Span span = new Span(Scale.LOG, StrictMath.log10(0.31), StrictMath.log10(0.371));

      assertThat(labels(span, 4)).containsExactly("0.32", "0.34", "0.36");
    }
  }

  @Test
  void aSpanShowsMoreThanTheExtremesUnlessBoundsAreGiven() {
    Extent extent = new Extent(Scale.LINEAR);
    extent.add(0);
    extent.add(100);

    assertThat(Span.of(Axis.linear("x"), extent)).isEqualTo(new Span(Scale.LINEAR, -4, 104));
    assertThat(Span.of(Axis.linear("x").withBounds(-1, 1), extent))
        .isEqualTo(new Span(Scale.LINEAR, -1, 1));
  }

  @Test
  void equalValuesAreShownInTheMiddle() {
    Extent extent = new Extent(Scale.LINEAR);
    extent.add(1e9);

    Span span = Span.of(Axis.linear("x"), extent);

    assertThat(span.share(1e9)).isEqualTo(0.5);
    assertThat(span.from()).isLessThan(1e9);
  }

  @Test
  void theWholeRangeOfDoublesHasAPlaceOnBothKindsOfAxis() {
    Span linear = new Span(Scale.LINEAR, -Double.MAX_VALUE, Double.MAX_VALUE);
    Span log = new Span(Scale.LOG, -320, 320);

    assertThat(linear.share(0)).isEqualTo(0.5);
    assertThat(linear.share(Double.MAX_VALUE)).isEqualTo(1);
    assertThat(log.share(1)).isEqualTo(0.5);
    assertThat(log.share(-1)).isNaN();
    assertThat(log.share(Double.POSITIVE_INFINITY)).isNaN();
  }
}
