package io.metalab.executor.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.executor.Resources;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlurmLimitsTest {
  private static final String CONFIG =
      """
      Configuration data as of 2026-11-27T18:40:00
      AccountingStorageEnforce = associations,limits,qos
      MaxArraySize            = 501
      MaxJobCount             = 20000
      """;

  @Test
  void takesHalfOfTheJobsThatTheClusterKeeps() {
    assertThat(SlurmLimits.ofConfig(CONFIG)).isEqualTo(new SlurmLimits(501, 10_000));
    assertThat(SlurmLimits.ofConfig("")).isEqualTo(new SlurmLimits(1001, 5000));
  }

  @Test
  void theLeastLimitOfTheUserCounts() {
    SlurmLimits limits = new SlurmLimits(501, 10_000);
    assertThat(limits.lowered("\n300\n80\n").openTasks()).isEqualTo(80);
    assertThat(limits.lowered("\n\n")).isEqualTo(limits);
  }

  @Test
  void limitsOfUsersCountWhereTheyAreEnforced() {
    assertThat(SlurmLimits.isEnforced(CONFIG)).isTrue();
    assertThat(SlurmLimits.isEnforced("AccountingStorageEnforce = none\n")).isFalse();
  }

  @Test
  void theLargestNodesCount() {
    String sinfo =
        """
        16|64000|(null)
        64+|32000+|gpu:a100:4(S:0-1),gpu:t4:2
        """;
    assertThat(NodeSizes.largest(sinfo))
        .contains(new Resources(64, 64_000L << 20, 6, Duration.ZERO));
    assertThat(NodeSizes.largest("")).isEmpty();
  }
}
