package io.metalab.core.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.ParameterType;
import io.metalab.api.Params;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamCoercionTest {
  @Test
  void takesValuesOfTheDeclaredTypes() {
    accepts(ParameterType.INTEGER, 3.0, 3L);
    accepts(ParameterType.NUMBER, 3, 3L);
    accepts(ParameterType.NUMBER, 0.5, 0.5);
    accepts(ParameterType.BOOLEAN, true, true);
    accepts(ParameterType.STRING, "1", "1");
    accepts(ParameterType.LIST, List.of(1.0), List.of(1L));
    accepts(ParameterType.MAP, Map.of("a", 1), Map.of("a", 1L));
    accepts(ParameterType.FILE, "a.csv", FileValue.of("a.csv"));
    accepts(ParameterType.FILE, FileValue.of("a.csv"), FileValue.of("a.csv"));
    accepts(ParameterType.DIR, "data", DirValue.of("data"));
    accepts(ParameterType.ANY, "x", "x");
  }

  @Test
  void convertsNoTextToANumberNorAnythingElse() {
    refuses(ParameterType.NUMBER, "1", "x (\"1\") of operation op must be a number");
    refuses(ParameterType.INTEGER, 0.5, "x (0.5) of operation op must be an integer");
    refuses(ParameterType.STRING, 1, "must be a string");
    refuses(ParameterType.BOOLEAN, "true", "must be true or false");
    refuses(ParameterType.LIST, "a", "must be a list");
    refuses(ParameterType.MAP, List.of(), "must be a map");
    refuses(ParameterType.FILE, DirValue.of("d"), "must be a file");
    refuses(ParameterType.DIR, FileValue.of("d"), "must be a directory");
    refuses(ParameterType.FILE, " ", "must be a file");
  }

  @Test
  void checksRangeAndChoices() {
    OperationSpec spec =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("p", ParameterType.NUMBER).range(0, 1).defaultValue(0.5))
            .parameter(ParameterSpec.of("n", ParameterType.INTEGER).min(1).defaultValue(1))
            .parameter(
                ParameterSpec.of("m", ParameterType.STRING).choices("a", "b").defaultValue("a"))
            .build();
    ParamCoercion coercion = new ParamCoercion(spec);
    assertThat(coercion.coerce(Params.of("p", 1, "n", 1, "m", "b")))
        .isEqualTo(Params.of("p", 1, "n", 1, "m", "b"));
    refuses(coercion, Params.of("p", 1.01), "p (1.01) of operation op must be in [0, 1]");
    refuses(coercion, Params.of("n", 0), "n (0) of operation op must be at least 1");
    refuses(coercion, Params.of("m", "c"), "must be one of [\"a\",\"b\"]");
  }

  @Test
  void takesNullOnlyWhereNullIsTheDefault() {
    OperationSpec spec =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("limit", ParameterType.INTEGER).defaultValue(null))
            .parameter(ParameterSpec.of("n", ParameterType.INTEGER).defaultValue(1))
            .build();
    ParamCoercion coercion = new ParamCoercion(spec);
    assertThat(coercion.coerce(Params.of("limit", null)).asMap()).containsEntry("limit", null);
    refuses(coercion, Params.of("n", null), "must not be null");
  }

  @Test
  void namesMissingAndUnknownParameters() {
    OperationSpec spec =
        OperationSpec.of("op").parameter(ParameterSpec.of("width", ParameterType.INTEGER)).build();
    ParamCoercion coercion = new ParamCoercion(spec);
    refuses(coercion, Params.empty(), "The parameter width of operation op is missing");
    refuses(
        coercion,
        Params.of("widht", 1),
        "op has no parameter 'widht'. Did you mean 'width'? The parameters are [width].");
  }

  @Test
  void anOpenOperationTakesWhatItDoesNotDescribe() {
    assertThat(new ParamCoercion(OperationSpec.open("op")).coerce(Params.of("b", 1, "a", 2)))
        .satisfies(p -> assertThat(p.names()).containsExactly("b", "a"));
  }

  @Test
  void refusesADefaultThatBreaksTheDeclarationItself() {
    OperationSpec spec =
        OperationSpec.of("op")
            .parameter(ParameterSpec.of("n", ParameterType.INTEGER).defaultValue("one"))
            .build();
    assertThatThrownBy(() -> new ParamCoercion(spec)).hasMessageContaining("n (\"one\")");
  }

  private static void accepts(ParameterType type, Object value, Object expected) {
    OperationSpec spec = OperationSpec.of("op").parameter(ParameterSpec.of("x", type)).build();
    assertThat(new ParamCoercion(spec).coerce(Params.of("x", value)).get("x")).isEqualTo(expected);
  }

  private static void refuses(ParameterType type, Object value, String message) {
    OperationSpec spec = OperationSpec.of("op").parameter(ParameterSpec.of("x", type)).build();
    refuses(new ParamCoercion(spec), Params.of("x", value), message);
  }

  private static void refuses(ParamCoercion coercion, Params params, String message) {
    assertThatThrownBy(() -> coercion.coerce(params))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMS))
        .hasMessageContaining(message);
  }
}
