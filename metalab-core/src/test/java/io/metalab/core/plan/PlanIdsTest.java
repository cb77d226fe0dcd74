package io.metalab.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ContextSpec;
import io.metalab.api.Experiment;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import io.metalab.api.RunIds;
import io.metalab.api.SeedPlan;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanIdsTest {
  @TempDir private Path directory;

  @Test
  void idsInBulkAreTheIdsOneByOne() {
    StudyPlan plan = plan(numbers(3_000).seeds(SeedPlan.replicates(1, 3)).build());
    RunIds block = plan.ids(1_234, 8_999);
    assertThat(block).hasSize(8_999 - 1_234);
    for (int i = 0; i < block.size(); i += 61) {
      assertThat(block.get(i)).isEqualTo(plan.runAt(1_234 + i).runId());
    }
    assertThatThrownBy(() -> block.get(block.size())).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> plan.ids(0, plan.size() + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void findsPointsThatAreTheSameRun() {
    ParamSource source =
        ParamSources.list(
            List.of(
                Params.of("n", 1),
                Params.of("n", 2),
                Params.of("n", 1.0),
                Params.of("n", "1"),
                Params.of("n", 2)));
    StudyPlan plan = plan(open().params(source).build());
    SeenIds seen = new SeenIds(plan.size());
    BitSet first = seen.repeated(plan.ids(0, 3));
    BitSet second = seen.repeated(plan.ids(3, 5));
    assertThat(first).isEqualTo(bits(2));
    assertThat(second).isEqualTo(bits(1));
  }

  @Test
  void remembersIdsAsASetDoes() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SeenIds seen = new SeenIds(random.nextInt(100));
      Set<List<Long>> expected = new HashSet<>();
      for (int i = 0; i < 2_000; i++) {
        long high = random.nextInt(40) * (-1L >>> 6);
        long low = random.nextInt(40) + 1L;
        assertThat(seen.add(high, low)).isEqualTo(expected.add(List.of(high, low)));
      }
    }
  }

  @Test
  void idsOfIndependentParametersAreTheIdsOneByOne() throws IOException {
    Files.writeString(directory.resolve("a.csv"), "a");
    Files.writeString(directory.resolve("b.csv"), "b");
    OperationSpec spec =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("z", ParameterType.INTEGER))
            .parameter(ParameterSpec.of("data", ParameterType.FILE))
            .parameter(ParameterSpec.of("a", ParameterType.NUMBER).neutral(0))
            .parameter(ParameterSpec.of("é\n", ParameterType.STRING))
            .parameter(ParameterSpec.of("kept", ParameterType.ANY).defaultValue(null))
            .parameter(ParameterSpec.of("unset", ParameterType.NUMBER).neutral(3))
            .build();
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("z", List.of(1.0, 2, 3));
    axes.put("data", List.of("a.csv", "b.csv"));
    axes.put("a", List.of(0, 0.5));
    StudyPlan plan =
        plan(
            Experiment.of("e", "1")
                .operation(spec, Plans.NOTHING)
                .params(
                    ParamSources.constants(
                        Params.of("é\n", "ü"),
                        ParamSources.product(
                            ParamSources.grid(axes),
                            ParamSources.grid(Map.of("kept", List.of("x", List.of(1)))))))
                .seeds(SeedPlan.replicates(9, 2))
                .build());
    assertThat(plan.size()).isEqualTo(48);
    assertThat(plan.ids(0, 48))
        .isEqualTo(plan.runs(0, 48).stream().map(PlannedRun::runId).toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void namesTheFirstPointThatIsWrong() {
    List<Params> points = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      points.add(Params.of("n", i % 3_000 == 2_999 ? "wrong" : i));
    }
    StudyPlan plan = plan(integers(ParamSources.list(points)));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> plan.ids(0, plan.size()))
          .hasMessageStartingWith("Point 2999 (case-2999): ");
    }
    assertThatThrownBy(() -> plan.validate(Long.MAX_VALUE))
        .hasMessageStartingWith("Point 2999 (case-2999): ");
    plan.validate(2_999);
  }

  @Test
  void findsAWrongValueOfAGridBeforeAnyId() {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("n", List.of(1, 2, "three"));
    axes.put("m", List.of(1, 2));
    Experiment wrong = integers(ParamSources.grid(axes));
    assertThatThrownBy(() -> plan(wrong))
        .hasMessageStartingWith("Point 4 (n=three m=1): The parameter n (\"three\")");
  }

  private static Experiment integers(ParamSource source) {
    OperationSpec spec =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("n", ParameterType.INTEGER))
            .parameter(ParameterSpec.of("m", ParameterType.INTEGER).defaultValue(0))
            .build();
    return Experiment.of("e", "1").operation(spec, Plans.NOTHING).params(source).build();
  }

  @Test
  void aDigestIsEqualForEqualStudiesAndOnlyForThem() {
    List<Experiment> experiments =
        List.of(
            numbers(1_000).build(),
            numbers(1_001).build(),
            numbers(1_000).seeds(SeedPlan.single(1)).build(),
            numbers(1_000).seeds(SeedPlan.replicates(0, 1)).build(),
            numbers(1_000).context(ContextSpec.of(Params.of("a", 1))).build(),
            numbers(1_000)
                .resolver((p, c) -> ParamCase.of(p.params().with("m", 1), p.caseId()))
                .build(),
            open()
                .params(ParamSources.random(1_000, 5, Map.of("n", new Distribution.Uniform(0, 1))))
                .build(),
            open().params(ParamSources.list(listWith(500))).build(),
            open().params(ParamSources.list(listWith(501))).build());
    List<String> digests = experiments.stream().map(e -> plan(e).digest()).toList();
    assertThat(digests).doesNotHaveDuplicates();
    assertThat(experiments.stream().map(e -> plan(e).digest())).isEqualTo(digests);
  }

  private static List<Params> listWith(int changed) {
    List<Params> list = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      list.add(Params.of("n", i == changed ? -1 : i));
    }
    return list;
  }

  private static Experiment.Builder numbers(int count) {
    List<Integer> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(i);
    }
    return open().params(ParamSources.grid(Map.of("n", values)));
  }

  private static Experiment.Builder open() {
    return Experiment.of("e", "1").operation(OperationSpec.open("op"), Plans.NOTHING);
  }

  private StudyPlan plan(Experiment experiment) {
    return StudyPlan.of(experiment, FileDigests.of(directory));
  }

  private static BitSet bits(int... positions) {
    BitSet bits = new BitSet();
    for (int position : positions) {
      bits.set(position);
    }
    return bits;
  }
}
