package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SweptNamesTest {
  private static final ParamSource RATES = ParamSources.grid(Map.of("rate", List.of(0.1, 0.2)));

  @Test
  void constantsAndDefaultsTellNoPointFromAnother() {
    ParamSource source = ParamSources.constants(Params.of("epochs", 3L), RATES);
    assertThat(SweptNames.of(source)).containsExactly("rate");
    Params resolved = Params.copyOf(Map.of("epochs", 3L, "rate", 0.1, "width", 16L));
    assertThat(SweptNames.in(resolved, List.of("rate"))).isEqualTo(Map.of("rate", 0.1));
  }

  @Test
  void namesOfAllBranchesOfAConditionalSpaceCount() {
    ParamSource source =
        ParamSources.conditional("kind", Map.of("plain", ParamSources.single(), "fine", RATES));
    assertThat(SweptNames.of(source)).containsExactlyInAnyOrder("kind", "rate");
  }

  @Test
  void aLongSweepIsLookedAtFromItsFirstPointToItsLast() {
    List<Long> many = LongStream.range(0, 100_000).boxed().toList();
    ParamSource source =
        ParamSources.union(
            ParamSources.grid(Map.of("first", List.of(1L))),
            ParamSources.grid(Map.of("n", many)),
            ParamSources.grid(Map.of("last", List.of(1L))));
    assertThat(SweptNames.of(source)).containsExactly("first", "n", "last");
  }

  @Test
  void aPointWhoseParamsAResolverMadeIsShownWhole() {
    Params derived = Params.of("step", 0.5);
    assertThat(SweptNames.in(derived, List.of("rate"))).isEqualTo(Map.of("step", 0.5));
  }
}
