package io.dymad.agent.compiler;

import io.dymad.agent.AgentProblem;
import io.metalab.api.MetalabException;
import io.metalab.api.OperationSpec;
import io.metalab.api.ParameterSpec;
import io.metalab.api.Params;
import io.metalab.core.params.ParamCoercion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks parameters of an operation as the operation declares them, one by one. */
final class ParameterChecks {
  private final OperationSpec spec;
  private final List<String> names;
  private final String path;
  private final String hint;

  /**
   * Creates checks.
   *
   * @param names of those that may be given
   * @param path where they stand in a request
   * @param hint what tells more of them
   */
  ParameterChecks(OperationSpec spec, List<String> names, String path, String hint) {
    this.spec = spec;
    this.names = names;
    this.path = path;
    this.hint = hint;
  }

  /** Returns parameters as the operation gets them, those that are given alone. */
  Map<String, @Nullable Object> check(Map<?, ?> given) {
    new Fields(path, given).only(names);
    Map<String, @Nullable Object> checked = new LinkedHashMap<>();
    given.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          checked.put(name, check(spec.findParameter(name).orElseThrow(), name, value));
        });
    return checked;
  }

  private @Nullable Object check(ParameterSpec parameter, String name, @Nullable Object value) {
    OperationSpec one =
        new OperationSpec(
            spec.key(), spec.version(), "", false, List.of(parameter), Map.of(), Map.of());
    try {
      Map<String, @Nullable Object> only = new LinkedHashMap<>();
      only.put(name, value);
      return new ParamCoercion(one).coerce(Params.copyOf(only)).get(name);
    } catch (MetalabException e) {
      throw AgentProblem.of("invalid_field", String.valueOf(e.getMessage()))
          .at(path + "." + name)
          .withHint(hint)
          .exception();
    }
  }
}
