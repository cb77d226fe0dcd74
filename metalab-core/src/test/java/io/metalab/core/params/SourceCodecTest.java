package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.FileValue;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.json.Json;
import io.metalab.core.params.Distribution.Choice;
import io.metalab.core.params.Distribution.IntegerRange;
import io.metalab.core.params.Distribution.LogUniform;
import io.metalab.core.params.Distribution.Normal;
import io.metalab.core.params.Distribution.Uniform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SourceCodecTest {
  private static final ParamSource NUMBERS = ParamSources.grid(Map.of("number", List.of(1, 2, 3)));

  private final SourceCodec codec = new SourceCodec((where, names) -> SourceCodecTest::isSmall);

  @Test
  void rebuildsEverySourceWithItsOrderNamesAndTags() {
    Map<String, List<?>> axes = new LinkedHashMap<>();
    axes.put("z", List.of(1, 2.5, "x", List.of(1)));
    axes.put("a", List.of(FileValue.of("b.csv"), true));
    Map<String, ParamSource> branches = new LinkedHashMap<>();
    branches.put("sgd", ParamSources.single());
    branches.put("adam", NUMBERS);
    Map<String, Distribution> random = new LinkedHashMap<>();
    random.put("z", new Uniform(0, 1));
    random.put("l", new LogUniform(1e-3, 10));
    random.put("n", new Normal(0, 0.5));
    random.put("i", new IntegerRange(-1, 5));
    random.put("c", new Choice(List.of("x", FileValue.of("y"))));
    for (ParamSource source :
        List.of(
            ParamSources.grid(axes),
            ParamSources.zip(Map.of("a", List.of(1, 2), "b", List.of(3, 4))),
            ParamSources.list(List.of(Params.of("b", 1, "a", 2), Params.empty())),
            ParamSources.of(new ParamCase(Params.of("a", 1), "named", List.of("t1", "t2"))),
            ParamSources.random(50, "seed", random),
            ParamSources.latinHypercube(9, "seed", random),
            ParamSources.sobol(9, 2, "", random),
            ParamSources.sobol(9, 0, "seed", random),
            ParamSources.halton(9, 2, "", random),
            ParamSources.saltelli(4, "seed", random),
            ParamSources.morris(
                3, 4, "seed", Map.of("z", new Uniform(0, 1), "y", new Uniform(2, 4))),
            ParamSources.union(NUMBERS, ParamSources.single()),
            ParamSources.product(NUMBERS, ParamSources.grid(axes)),
            ParamSources.conditional("optimizer", branches),
            ParamSources.constants(Params.of("c", FileValue.of("k")), NUMBERS),
            ParamSources.filter(NUMBERS, "number < 3", SourceCodecTest::isSmall))) {
      String stored = Json.write(SourceCodec.encode(source).orElseThrow());
      ParamSource rebuilt = codec.decode(Json.parseObject(stored));
      assertThat(rebuilt.describe()).isEqualTo(source.describe());
      assertThat(rebuilt.stream()).containsExactlyElementsOf(source.stream().toList());
      assertThat(rebuilt.stream().map(point -> List.copyOf(point.params().names())))
          .containsExactlyElementsOf(
              source.stream().map(point -> List.copyOf(point.params().names())).toList());
      assertThat(Json.write(SourceCodec.encode(rebuilt).orElseThrow())).isEqualTo(stored);
    }
  }

  @Test
  void doesNotStoreCode() {
    ParamSource code = ParamSources.filter(NUMBERS, SourceCodecTest::isSmall);
    assertThat(SourceCodec.encode(code)).isEmpty();
    assertThat(SourceCodec.encode(ParamSources.union(NUMBERS, code))).isEmpty();
    assertThat(SourceCodec.encode(ParamSources.conditional("x", Map.of("a", code)))).isEmpty();
    assertThat(SourceCodec.encode(ParamSources.constants(Params.empty(), code))).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    for (String form :
        List.of(
            "{}",
            "{\"spiral\":{}}",
            "{\"grid\":[]}",
            "{\"sobol\":{\"n\":\"x\",\"skip\":0,\"seed\":\"\",\"axes\":{}}}",
            "{\"random\":{\"n\":\"x\",\"seed\":\"0\",\"axes\":{}}}",
            "{\"random\":{\"n\":1,\"seed\":\"0\",\"axes\":{\"a\":{\"cauchy\":[0,1]}}}}",
            "{\"random\":{\"n\":1,\"seed\":\"0\",\"axes\":{\"a\":{\"uniform\":[0]}}}}")) {
      assertThatThrownBy(() -> codec.decode(Json.parseObject(form)))
          .hasMessageContaining("stored sweep is malformed");
    }
  }

  private static boolean isSmall(Params params) {
    return params.getLong("number") < 3;
  }
}
