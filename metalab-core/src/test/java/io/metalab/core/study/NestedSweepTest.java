package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.Params;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.SweptNames;
import io.metalab.core.plan.PlannedRun;
import io.metalab.core.plan.StudyPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps and searches over parts of maps and lists. */
class NestedSweepTest {
  private static final String PARAMS =
      "params: {model: {width: 4, depth: 2}, phases: [{epochs: 5}]}\n";

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private StudyPlan plan(String text, String... overrides) {
    return StudyPlan.of(studies.readOpen(text, overrides).experiment(), FileDigests.of(directory));
  }

  private static Params point(long width, long epochs) {
    return Params.of(
        "model", Map.of("width", width, "depth", 2L), "phases", List.of(Map.of("epochs", epochs)));
  }

  @Test
  void aPathGivesTheRunsThatWholeMapsAndListsGive() {
    StudyPlan paths =
        plan(PARAMS + "sweep: {grid: {model.width: [8, 16], phases.0.epochs: [1, 2]}}");
    StudyPlan whole =
        plan(
            """
            sweep:
              grid:
                model: [{width: 8, depth: 2}, {width: 16, depth: 2}]
                phases: [[{epochs: 1}], [{epochs: 2}]]
            """);

    assertThat(paths.runs(0, 4))
        .extracting(run -> run.point().params())
        .containsExactly(point(8, 1), point(8, 2), point(16, 1), point(16, 2));
    assertThat(paths.ids(0, 4)).containsExactlyElementsOf(whole.ids(0, 4));
    assertThat(paths.runs(0, 4))
        .extracting(PlannedRun::runId)
        .containsExactlyElementsOf(whole.ids(0, 4));
  }

  @Test
  void pathsAreSearchedAndFilteredAndSet() {
    StudyPlan search =
        plan(
            "goal: {metric: loss, minimize: true}\n"
                + PARAMS
                + "search: {algorithm: grid, n: 4, batch: 4, space: {model.width: [8, 16]}}");
    assertThat(search.runAt(1).point().params()).isEqualTo(point(16, 5));

    StudyPlan filtered =
        plan(PARAMS + "sweep: {grid: {model.width: [8, 16]}, where: model.width > 8}");
    assertThat(filtered.runs(0, filtered.size()))
        .extracting(run -> run.point().params())
        .containsExactly(point(16, 5));
    assertThat(plan(PARAMS, "phases.0.epochs=7").runAt(0).point().params()).isEqualTo(point(4, 7));
  }

  @Test
  void aPointIsToldByItsPaths() {
    StudyPlan plan = plan(PARAMS + "sweep: {grid: {model.width: [8, 16]}}");
    List<String> names = SweptNames.of(plan.experiment().params());

    assertThat(SweptNames.in(plan.runAt(1).point().params(), names))
        .isEqualTo(Map.of("model.width", 16L));
  }

  @Test
  void saysWhereAPathLeadsNowhere() {
    assertThatThrownBy(() -> plan(PARAMS + "sweep: {grid: {phases.1.epochs: [1, 2]}}"))
        .hasMessageContaining("The path phases.1.epochs leads nowhere: there is no 1 in phases");
  }
}
