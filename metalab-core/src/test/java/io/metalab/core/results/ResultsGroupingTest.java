package io.metalab.core.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.core.frame.Group;
import io.metalab.core.frame.Statistic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups over replicates and what is said of each. */
class ResultsGroupingTest extends ResultsFixture {
  @Test
  void foldsReplicatesWithMeanDeviationErrorAndCount() {
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      records.add(run(i, Params.of("width", i < 6 ? 16 : 8), i < 6 ? i + 1 : 5));
    }
    records.add(Records.failure(12, Params.of("width", 16), "Error", "no").build());
    Collections.shuffle(records, new Random(1));

    List<Group> groups = Results.of(new CountingStore(records), "").replicates().aggregate("loss");

    assertThat(groups)
        .extracting(group -> group.key().get("params.width"))
        .containsExactly(8L, 16L);
    Group second = groups.get(1);
    assertThat(second.runs()).isEqualTo(7);
    assertThat(second.excluded()).isEqualTo(1);
    Statistic loss = second.statistic("metrics.loss");
    // 1..n has mean (n+1)/2 and variance n(n+1)/12; a few ulps for the sums.
    assertThat(loss.n()).isEqualTo(6);
    assertThat(loss.mean()).isCloseTo(3.5, within(1e-15));
    assertThat(loss.sd()).isCloseTo(Math.sqrt(3.5), within(1e-15));
    assertThat(loss.sem()).isCloseTo(Math.sqrt(3.5 / 6), within(1e-15));
    assertThat(groups.get(0).statistic("metrics.loss").sd()).isZero();
  }

  @Test
  void countsNanApartAndLeavesOutWhatIsUndefined() {
    List<RunRecord> records =
        List.of(
            run(0, Params.of("g", "a"), Double.NaN),
            run(1, Params.of("g", "a"), 4),
            run(2, Params.of("g", "b"), Double.NaN));

    Table table = Results.of(new CountingStore(records), "").groupBy(List.of("g")).table("loss");

    assertThat(table.columnNames())
        .containsExactly(
            "params.g",
            "runs",
            "metrics.loss.mean",
            "metrics.loss.sd",
            "metrics.loss.sem",
            "metrics.loss.n",
            "metrics.loss.nan");
    assertThat(table.rows().get(0)).containsExactly("a", 2L, 4.0, null, null, 1L, 1L);
    assertThat(table.rows().get(1)).containsExactly("b", 1L, null, null, null, 0L, 1L);
  }

  @Test
  void givesTheSameDigitsInWhateverOrderRunsFinished() {
    Random random = new Random(7);
    List<RunRecord> records = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      records.add(run(i, Params.of("g", 1), random.nextGaussian() * Math.pow(10, i % 17)));
    }
    List<Group> expected = Results.of(new CountingStore(records), "").replicates().aggregate();
    for (int i = 0; i < 10; i++) {
      Collections.shuffle(records, random);
      assertThat(Results.of(new CountingStore(records), "").replicates().aggregate())
          .isEqualTo(expected);
    }
  }

  @Test
  void groupsEqualNumbersTogetherAndMissingOnesLast() {
    List<RunRecord> records =
        List.of(
            Records.success(0, Params.of(), Map.of("k", 1.0, "v", 1L)).build(),
            Records.success(1, Params.of(), Map.of("v", 2L)).build(),
            Records.success(2, Params.of(), Map.of("k", 1L, "v", 3L)).build(),
            Records.success(3, Params.of(), Map.of("k", -1.5, "v", 4L)).build());

    List<Group> groups =
        Results.of(new CountingStore(records), "").groupBy(List.of("k")).aggregate("v");

    assertThat(groups).extracting(Group::runs).containsExactly(1L, 2L, 1L);
    assertThat(groups)
        .extracting(group -> group.key().get("metrics.k"))
        .containsExactly(-1.5, 1L, null);
  }
}
