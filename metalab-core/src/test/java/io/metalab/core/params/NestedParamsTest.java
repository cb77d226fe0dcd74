package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NestedParamsTest {
  private static final Params NESTED =
      Params.of(
          "model",
          Map.of("width", 16, "decoder", Map.of("depth", 2)),
          "phases",
          List.of(Map.of("epochs", 5), Map.of("epochs", 50)),
          "rate",
          0.1);

  private static Params fold(String path, Object value) {
    return NestedParams.fold(NESTED.with(path, value));
  }

  @Test
  void aPathSetsAKeyOfAMapOrAnElementOfAList() {
    assertThat(fold("model.width", 32).get("model"))
        .isEqualTo(Map.of("width", 32L, "decoder", Map.of("depth", 2L)));
    assertThat(fold("model.decoder.depth", 3).get("model"))
        .isEqualTo(Map.of("width", 16L, "decoder", Map.of("depth", 3L)));
    assertThat(fold("phases.1.epochs", 9).get("phases"))
        .isEqualTo(List.of(Map.of("epochs", 5L), Map.of("epochs", 9L)));
    assertThat(fold("model.width", 32).names()).containsExactlyElementsOf(NESTED.names());
  }

  @Test
  void theLastStepMayBeANewKey() {
    assertThat(fold("model.latent", 3).get("model"))
        .isEqualTo(Map.of("width", 16L, "decoder", Map.of("depth", 2L), "latent", 3L));
  }

  @Test
  void severalPathsMayLeadIntoOneParam() {
    Params params = NestedParams.fold(NESTED.with("phases.0.epochs", 1).with("phases.1.epochs", 2));

    assertThat(params.get("phases")).isEqualTo(List.of(Map.of("epochs", 1L), Map.of("epochs", 2L)));
  }

  @Test
  void aNameThatLeadsIntoNoMapOrListStaysWhatItIs() {
    Params params = Params.of("rate", 0.1, "rate.first", 1, "other.name", 2, ".hidden", 3);

    assertThat(NestedParams.fold(params)).isSameAs(params);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "model.encoder.depth ~ there is no encoder in model, which has",
        "phases.2.epochs ~ there is no 2 in phases, a list of 2, counted from 0",
        "phases.-1.epochs ~ there is no -1 in phases, a list of 2",
        "phases.01.epochs ~ there is no 01 in phases",
        "model.width.x ~ there is no x in model.width, which is neither a map nor a list"
      })
  void saysWhereAPathLeadsNowhere(String path, String problem) {
    assertThatThrownBy(() -> fold(path, 1))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContaining("The path " + path + " leads nowhere: " + problem);
  }

  @Test
  void findsWhatAPathLeadsTo() {
    assertThat(NestedParams.find(NESTED, "phases.1.epochs")).contains(50L);
    assertThat(NestedParams.find(NESTED, "model.decoder.depth")).contains(2L);
    assertThat(NestedParams.find(NESTED, "rate")).contains(0.1);
    assertThat(NestedParams.find(NESTED, "model.none")).isEmpty();
    assertThat(NestedParams.find(NESTED, "phases.7.epochs")).isEmpty();
    assertThat(NestedParams.find(NESTED, "rate.none")).isEmpty();
  }
}
