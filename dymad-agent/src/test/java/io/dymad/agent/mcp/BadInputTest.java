package io.dymad.agent.mcp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.mcp.InputField;
import io.metalab.cli.mcp.Tool;
import io.metalab.cli.mcp.ToolProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each argument of each tool is wrong in turn, as the schema that clients see has it. */
class BadInputTest {
  private static final String NOT_THERE = "0123456789ab";

  @TempDir static Path directory;
  private static @Nullable ToolBench shared;
  private static final Map<String, String> HANDLES = new LinkedHashMap<>();

  @BeforeAll
  static void open() {
    ToolBench bench = new ToolBench(directory, ToolMode.BOTH);
    String dataset =
        ToolBench.handle(
            bench.data("register_dataset_file", Map.of("path", ToolBench.DATA)), "dataset");
    HANDLES.put("dataset_handle", dataset);
    HANDLES.put("train_dataset_handle", dataset);
    HANDLES.put("valid_dataset_handle", dataset);
    HANDLES.put("test_dataset_handle", dataset);
    HANDLES.put("checkpoint_handle", "chk_" + NOT_THERE);
    HANDLES.put("training_run_handle", "run_" + NOT_THERE);
    shared = bench;
  }

  @AfterAll
  static void close() {
    bench().close();
  }

  private static ToolBench bench() {
    return requireNonNull(shared);
  }

  private static Map<String, Map<?, ?>> properties(Tool tool) {
    Map<String, Map<?, ?>> properties = new LinkedHashMap<>();
    ((Map<?, ?>) requireNonNull(tool.input().schema().get("properties")))
        .forEach((name, schema) -> properties.put(String.valueOf(name), (Map<?, ?>) schema));
    return properties;
  }

  private static List<?> types(Map<?, ?> schema) {
    Object type = requireNonNull(schema.get("type"));
    return type instanceof List<?> list ? list : List.of(type);
  }

  /** Returns arguments that the schema admits. */
  private static Map<String, Object> admitted(Tool tool) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    properties(tool).forEach((name, schema) -> arguments.put(name, admitted(name, schema)));
    return arguments;
  }

  private static Object admitted(String name, Map<?, ?> schema) {
    if (schema.get("enum") instanceof List<?> choices) {
      return requireNonNull(choices.get(0));
    }
    return switch (String.valueOf(types(schema).get(0))) {
      case "string" -> HANDLES.getOrDefault(name, "x");
      case "integer" -> requireNonNull(schema.get("minimum"));
      case "boolean" -> false;
      case "object" -> Map.of();
      default -> throw new AssertionError("A type that this test does not know: " + schema);
    };
  }

  /** Returns values that the schema does not admit. */
  private static List<Object> refused(Map<?, ?> schema) {
    List<?> types = types(schema);
    List<Object> values = new ArrayList<>(List.of(List.of(1), 1.5));
    if (!types.contains("string")) {
      values.add("text");
    } else if (!types.contains("object")) {
      values.addAll(List.of("", " ", "a\0b", Map.of(), true));
    }
    if (schema.containsKey("enum")) {
      values.add("none of them");
    }
    if (schema.get("minimum") instanceof Long least) {
      values.add(least - 1);
    }
    if (schema.get("maximum") instanceof Long most) {
      values.add(most + 1);
    }
    if (!types.contains("boolean")) {
      values.add(true);
    }
    return values;
  }

  static Stream<Arguments> wrong() {
    List<Arguments> cases = new ArrayList<>();
    for (Tool tool : bench().tools()) {
      properties(tool)
          .forEach(
              (name, schema) -> {
                for (Object value : refused(schema)) {
                  Map<String, Object> arguments = admitted(tool);
                  arguments.put(name, value);
                  cases.add(Arguments.of(tool.name(), name, arguments));
                }
              });
      for (InputField field : tool.input().fields()) {
        if (field.isRequired()) {
          Map<String, Object> arguments = admitted(tool);
          arguments.remove(field.name());
          cases.add(Arguments.of(tool.name(), field.name(), arguments));
        }
      }
      Map<String, Object> arguments = admitted(tool);
      arguments.put("unheard_of", 1);
      cases.add(Arguments.of(tool.name(), "unheard_of", arguments));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} {index}")
  @MethodSource("wrong")
  void whatTheSchemaDoesNotAdmitIsRefusedAtItsFieldAndNothingIsKept(
      String tool, String field, Map<String, Object> arguments) {
    int before = bench().kept();
    ToolProblem problem = bench().problem(tool, arguments);
    assertThat(problem.code()).isEqualTo("invalid_value");
    assertThat(problem.details()).containsEntry("field_path", field);
    assertThat(problem.message()).contains(field);
    assertThat(problem.hint()).isNotEmpty();
    assertThat(bench().kept()).isEqualTo(before);
  }

  static Stream<Arguments> strange() {
    List<Arguments> cases = new ArrayList<>();
    for (Tool tool : bench().tools()) {
      for (InputField field : tool.input().fields()) {
        // Before test data are looked up, the model that they judge is.
        boolean first = !field.name().equals("test_dataset_handle");
        if (first && (field.name().endsWith("_handle") || field.name().equals("handle"))) {
          for (String value : List.of("x", "ds_" + NOT_THERE, "eval_" + NOT_THERE)) {
            cases.add(Arguments.of(tool.name(), field.name(), value));
          }
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("strange")
  void aHandleThatIsNoneOfTheStoreIsRefusedAtItsFieldAndNothingIsKept(
      String tool, String field, String value) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (Tool one : bench().tools()) {
      if (one.name().equals(tool)) {
        arguments.putAll(admitted(one));
      }
    }
    arguments.replace("model_key", "kbf");
    arguments.replace("model_ref", "KBF");
    arguments.replace("workflow_key", "spectral_koopman");
    arguments.replace("metric", "rollout_rmse");
    arguments.remove("reference_profile");
    arguments.put(field, value);
    int before = bench().kept();
    ToolProblem problem = bench().problem(tool, arguments);
    assertThat(problem.code()).isIn("handle_kind", "unknown_handle");
    assertThat(problem.details()).containsEntry("field_path", field);
    assertThat(problem.hint()).isNotEmpty();
    assertThat(bench().kept()).isEqualTo(before);
  }
}
