package io.metalab.core.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.PruneRule;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PruneSectionTest {
  private static final String GOAL = "goal: {metric: loss, minimize: true}\n";
  private static final String SEARCH =
      "search: {algorithm: tpe, n: 5, space: {x: {uniform: [0, 1]}}}\n";

  @TempDir Path directory;
  private Studies studies;

  @BeforeEach
  void open() {
    studies = new Studies(directory);
  }

  private PruneRule rule(String text) {
    return studies.readOpen(GOAL + text).experiment().prune();
  }

  @Test
  void readsEveryKey() {
    assertThat(
            rule(
                SEARCH
                    + "prune: {median: {start: 8, warmup: 3}, patience: {reports: 10, delta:"
                    + " 1e-3}}"))
        .isEqualTo(new PruneRule(8, 3, 10, 1e-3));
  }

  @Test
  void hasDefaultsAndNoRuleUnlessOneIsWritten() {
    assertThat(rule(SEARCH + "prune: {median: {}}")).isEqualTo(new PruneRule(5, 0, 0, 0));
    assertThat(rule("sweep: {grid: {x: [1, 2]}}\nprune: {patience: {reports: 4}}"))
        .isEqualTo(new PruneRule(0, 0, 4, 0));
    assertThat(rule(SEARCH)).isEqualTo(PruneRule.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '"',
      value = {
        "{} ~ prune needs median or patience",
        "{mean: {}} ~ prune has no key 'mean'",
        "{median: {start: 0}} ~ prune.median.start must be an integer of at least 1",
        "{median: {warmup: -1}} ~ prune.median.warmup must be an integer of at least 0",
        "{patience: {}} ~ prune.patience needs 'reports'",
        "{patience: {reports: 0}} ~ prune.patience.reports must be an integer of at least 1",
        "{patience: {reports: 2, delta: -1}} ~ The delta (-1.0) of an improvement must be"
      })
  void saysWhatIsWrongAndWhere(String rule, String problem) {
    assertThatThrownBy(() -> rule("prune: " + rule + "\n" + SEARCH))
        .isInstanceOf(StudyFileException.class)
        .hasMessageContaining(problem)
        .hasMessageContaining("study.yaml:5:");
  }

  @Test
  void refusesAMedianOfASweepAndARuleWithoutGoal() {
    assertThatThrownBy(() -> rule("prune: {median: {}}\nsweep: {grid: {x: [1, 2]}}"))
        .hasMessageContaining("the runs of a sweep see no results of others")
        .hasMessageContaining("study.yaml:5:");
    assertThatThrownBy(
            () -> studies.readOpen("sweep: {grid: {x: [1]}}\nprune: {patience: {reports: 1}}"))
        .hasMessageContaining("A study that prunes runs needs a goal");
  }
}
