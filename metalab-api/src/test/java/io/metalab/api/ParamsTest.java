package io.metalab.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {
  private final Params params =
      Params.of(
          "lr",
          0.5,
          "n",
          3,
          "name",
          "adam",
          "flag",
          true,
          "layers",
          List.of(8, 8),
          "opt",
          Map.of("beta", 0.9),
          "data",
          FileValue.of("d.csv"),
          "big",
          4_000_000_000L);

  @Test
  void readsEachTypeByItsGetter() {
    assertThat(params.getDouble("lr")).isEqualTo(0.5);
    assertThat(params.getDouble("n")).isEqualTo(3.0);
    assertThat(params.getInt("n")).isEqualTo(3);
    assertThat(params.getLong("big")).isEqualTo(4_000_000_000L);
    assertThat(params.getString("name")).isEqualTo("adam");
    assertThat(params.getBoolean("flag")).isTrue();
    assertThat(params.getList("layers")).isEqualTo(List.of(8L, 8L));
    assertThat(params.getParams("opt").getDouble("beta")).isEqualTo(0.9);
    assertThat(params.getPath("data")).isEqualTo(Path.of("d.csv"));
  }

  @Test
  void namesTheParameterThatIsMissingOrOfAnotherType() {
    assertThatThrownBy(() -> params.getLong("lr"))
        .hasMessageContaining("lr (0.5) must be an integer");
    assertThatThrownBy(() -> params.getInt("big")).hasMessageContaining("32 bits");
    assertThatThrownBy(() -> params.getString("n")).hasMessageContaining("n (3) must be a string");
    assertThatThrownBy(() -> params.getDouble("widht"))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContaining("'widht'")
        .hasMessageContaining("lr");
  }

  @Test
  void derivesNewParamsAndLeavesTheOldAlone() {
    Params changed =
        params.with("n", 4).without("flag").withAll(Params.of("name", "sgd", "extra", 1));
    assertThat(changed.getInt("n")).isEqualTo(4);
    assertThat(changed.has("flag")).isFalse();
    assertThat(changed.getString("name")).isEqualTo("sgd");
    assertThat(changed.names()).startsWith("lr", "n", "name").endsWith("extra");
    assertThat(params.getInt("n")).isEqualTo(3);
  }

  @Test
  void areEqualWhateverTheOrder() {
    assertThat(Params.of("a", 1, "b", 2.0)).isEqualTo(Params.of("b", 2, "a", 1.0));
    assertThat(Params.of("a", 1)).isNotEqualTo(Params.of("a", "1"));
  }

  @Test
  void refuseAnOddNumberOfArguments() {
    assertThatThrownBy(() -> Params.of("a")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Params.of(1, 2)).hasMessageContaining("must be a string");
  }
}
