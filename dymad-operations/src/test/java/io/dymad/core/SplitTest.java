package io.dymad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dymad.numerics.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static Trajectories seven() {
    List<Trajectory> items = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      items.add(Trajectory.of(1, Matrix.of(new double[][] {{i}, {i + 1}})));
    }
    return new Trajectories(items);
  }

  @Test
  void overAllFoldsEachTrajectoryIsHeldOutOnce() {
    List<Trajectory> heldOut = new ArrayList<>();
    for (int fold = 0; fold < 3; fold++) {
      Split split = Split.byFold(seven(), 3, fold, new SplittableRandom(5));
      assertThat(split.heldOut().size()).isEqualTo(fold == 0 ? 3 : 2);
      assertThat(split.train().items()).doesNotContainAnyElementsOf(split.heldOut().items());
      assertThat(split.train().size() + split.heldOut().size()).isEqualTo(7);
      heldOut.addAll(split.heldOut().items());
    }
    assertThat(heldOut).containsExactlyInAnyOrderElementsOf(seven().items());
  }

  @Test
  void foldsThatThereCannotBeAreRefused() {
    SplittableRandom random = new SplittableRandom(5);
    assertThatThrownBy(() -> Split.byFold(seven(), 8, 0, random))
        .hasMessage("The folds (8) must be from 2 to the number of trajectories (7).");
    assertThatThrownBy(() -> Split.byFold(seven(), 3, 3, random))
        .hasMessage("The fold (3) must be from 0 to 2.");
  }
}
