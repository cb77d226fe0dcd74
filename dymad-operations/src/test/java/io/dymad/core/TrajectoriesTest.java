package io.dymad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.dymad.numerics.Matrix;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrajectoriesTest {
  /** A trajectory whose state says where it comes from: 100 id + sample. */
  static Trajectory marked(int id, int steps) {
    return Trajectory.of(0.5, Matrix.generate(steps, 1, (k, j) -> 100 * id + k))
        .withU(Matrix.generate(steps, 1, (k, j) -> -k))
        .withP(id);
  }

  private static Trajectories three() {
    return Trajectories.of(marked(0, 5), marked(1, 1), marked(2, 4));
  }

  @Test
  void knowsItsSizes() {
    Trajectories all = three();
    assertThat(all.size()).isEqualTo(3);
    assertThat(all.steps()).isEqualTo(10);
    assertThat(all.stateSize()).isEqualTo(1);
    assertThat(all.controlSize()).isEqualTo(1);
    assertThat(all.isRagged()).isTrue();
    assertThat(all.uniformStep()).isEqualTo(0.5);
    assertThat(all.states().column(0)).containsExactly(0, 1, 2, 3, 4, 100, 200, 201, 202, 203);
    assertThat(all.select(2, 0).get(0)).isEqualTo(all.get(2));
  }

  @Test
  void aSingleSampleIsNotCalledConstant() {
    assertThatThrownBy(() -> Trajectories.of(marked(0, 1)).requireVarying())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The data are a single sample; there must be at least two");
  }

  @Test
  void pairsNeverCrossTrajectories() {
    SnapshotPairs pairs = SnapshotPairs.of(three());
    assertThat(pairs.x().column(0)).containsExactly(0, 1, 2, 3, 200, 201, 202);
    assertThat(pairs.next().column(0)).containsExactly(1, 2, 3, 4, 201, 202, 203);
    assertThat(pairs.u().column(0)).containsExactly(0, -1, -2, -3, 0, -1, -2);
    assertThat(pairs.skipped()).containsExactly(1);
    assertThat(pairs.step()).isEqualTo(0.5);
    assertThat(pairs.size()).isEqualTo(7);
  }

  @Test
  void delayWindowsNeverCrossTrajectories() {
    DelayEmbedding.Embedded embedded = new DelayEmbedding(2).embed(three());
    assertThat(embedded.skipped()).containsExactly(1);
    Trajectory first = embedded.trajectories().get(0);
    assertThat(first.x().toRows()).isDeepEqualTo(new double[][] {{0, 1, 2}, {1, 2, 3}, {2, 3, 4}});
    assertThat(first.t().column(0)).containsExactly(0, 0.5, 1);
    assertThat(first.u().column(0)).containsExactly(-2, -3, -4);
    assertThat(embedded.trajectories().get(1).x().row(1)).containsExactly(201, 202, 203);
    assertThat(new DelayEmbedding(0).embed(three()).trajectories()).isEqualTo(three());
    assertThatThrownBy(() -> new DelayEmbedding(5).embed(three()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A delay of 5 needs trajectories of at least 6 samples; the longest has 5.");
  }

  @Test
  void delayWindowsKeepTheVariablesOfAStateTogether() {
    Matrix samples = Matrix.of(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
    assertThat(new DelayEmbedding(1).windows(samples).toRows())
        .isDeepEqualTo(new double[][] {{1, 2, 3, 4}, {3, 4, 5, 6}});
  }

  @Test
  void windowsAreCutFromEachTrajectory() {
    Trajectories windows = new Windows(2, 2).cut(three());
    assertThat(windows.items().stream().map(item -> item.x().get(0, 0)).toList())
        .containsExactly(0.0, 2.0, 200.0, 202.0);
    assertThat(windows.get(3).x().column(0)).containsExactly(202, 203);
    assertThat(windows.get(3).p()).isEqualTo(Matrix.ofColumn(2));
    assertThatThrownBy(() -> new Windows(6, 1).cut(three())).hasMessageContaining("6 samples");
    assertThatThrownBy(() -> new Windows(2, 0)).hasMessageContaining("stride (0)");
  }

  @Test
  void splitsKeepTrajectoriesWholeAndLoseNone() {
    Trajectories all = new Trajectories(IntStream.range(0, 8).mapToObj(i -> marked(i, 3)).toList());
    Set<List<Double>> arrangements = new HashSet<>();
    for (int seed = 0; seed < 10; seed++) {
      Split split = Split.byTrajectory(all, 0.75, new SplittableRandom(seed));
      assertThat(split.train().size()).isEqualTo(6);
      List<Double> ids =
          Stream.concat(split.train().items().stream(), split.heldOut().items().stream())
              .map(item -> item.p().get(0, 0))
              .toList();
      assertThat(ids).containsExactlyInAnyOrder(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
      arrangements.add(ids);
    }
    assertThat(arrangements).hasSizeGreaterThan(5);
    assertThat(Split.byTrajectory(all, 0.01, new SplittableRandom(1)).train().size()).isOne();
    assertThat(Split.byTrajectory(all, 0.99, new SplittableRandom(1)).heldOut().size()).isOne();
    assertThatThrownBy(() -> Split.byTrajectory(all.select(0), 0.5, new SplittableRandom(1)))
        .hasMessageContaining("Maybe split it in time");
    assertThatThrownBy(() -> Split.byTrajectory(all, 1, new SplittableRandom(1)))
        .hasMessageContaining("(1.0) must be in (0, 1)");
  }

  @Test
  void splitsInTimeHoldOutTheEnd() {
    Split split = Split.inTime(Trajectories.of(marked(1, 10)), 0.7);
    assertThat(split.train().states().column(0)).containsExactly(100, 101, 102, 103, 104, 105, 106);
    assertThat(split.heldOut().states().column(0)).containsExactly(107, 108, 109);
    assertThatThrownBy(() -> Split.inTime(three(), 0.7)).hasMessageContaining("Trajectory 0 of 5");
  }

  @Test
  void refusesUnequalStepsNamingTheTrajectory() {
    Trajectory uneven =
        Trajectory.of(Matrix.ofColumn(0, 0.5, 1.2), Matrix.generate(3, 1, (k, j) -> k))
            .withU(Matrix.zeros(3, 1))
            .withP(0);
    assertThat(uneven.findUniformStep()).isEmpty();
    assertThatThrownBy(() -> Trajectories.of(marked(0, 3), uneven).uniformStep())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("time step of trajectory 1 varies");
    Trajectory faster = Trajectory.of(0.1, Matrix.zeros(3, 1)).withU(Matrix.zeros(3, 1)).withP(0);
    assertThatThrownBy(() -> SnapshotPairs.of(Trajectories.of(marked(0, 3), faster)))
        .hasMessageContaining("Trajectory 1 has the time step 0.1");
    assertThatThrownBy(() -> Trajectories.of(marked(0, 1)).uniformStep())
        .hasMessageContaining("No trajectory has two samples");
  }

  @Test
  void refusesDataThatAreNoTrajectory() {
    Matrix x = Matrix.ofColumn(1, Double.NaN, 3);
    assertThatThrownBy(() -> Trajectory.of(0.1, x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("x holds NaN at row 1, column 0");
    Matrix three = Matrix.ofColumn(1, 2, 3);
    assertThatThrownBy(() -> Trajectory.of(Matrix.ofColumn(0, 1, 1), three))
        .hasMessage("The times must increase, but t[2] (1.0) is not above t[1] (1.0).");
    assertThatThrownBy(() -> Trajectory.of(0.1, three).withU(Matrix.zeros(2, 1)))
        .hasMessageContaining("u (2 x 1)");
    assertThatThrownBy(() -> Trajectory.of(0.1, Matrix.zeros(0, 1)))
        .hasMessageContaining("x (0 x 1)");
    assertThatThrownBy(() -> new Trajectories(List.of())).hasMessage("There is no trajectory.");
    assertThatThrownBy(
            () -> Trajectories.of(marked(0, 3), Trajectory.of(0.1, Matrix.zeros(3, 2)).withP(1)))
        .hasMessage("Trajectory 1 has 2 columns of x, but trajectory 0 has 1.");
  }

  @Test
  void theContentHashDependsOnEveryPart() {
    Trajectory base = marked(1, 3).withY(Matrix.zeros(3, 1));
    Set<String> hashes = new HashSet<>();
    hashes.add(Trajectories.of(base).contentHash());
    hashes.add(Trajectories.of(base.withX(Matrix.ofColumn(1, 2, 3.0000000001))).contentHash());
    hashes.add(Trajectories.of(base.withU(Matrix.ofColumn(1, 2, 4))).contentHash());
    hashes.add(Trajectories.of(base.withY(Matrix.ofColumn(0, 0, 1))).contentHash());
    hashes.add(Trajectories.of(base.withP(2)).contentHash());
    hashes.add(Trajectories.of(base, base).contentHash());
    hashes.add(Trajectories.of(base.window(0, 2), base.window(2, 3)).contentHash());
    assertThat(hashes).hasSize(7);
    // Pinned, from an independent program: stored artifacts name data by it.
    assertThat(Trajectories.of(Trajectory.of(0.5, Matrix.ofColumn(1, 2))).contentHash())
        .isEqualTo("68b778a4ee38016319377800b8b7878624f0ff9cb5c8167eb2eed23a6abda80e");
    assertThat(base.findUniformStep().orElseThrow()).isCloseTo(0.5, within(1e-15));
  }
}
