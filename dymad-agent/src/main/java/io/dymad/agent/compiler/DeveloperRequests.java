package io.dymad.agent.compiler;

import static java.util.Objects.requireNonNull;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import io.dymad.agent.facade.CompiledRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Trainings as developers ask for them: as users do, but with {@code model_ref} in place of {@code
 * model_key} and {@code config} in place of {@code overrides}. Both compile to the same requests.
 */
public final class DeveloperRequests {
  /** What developers call the fields of users. */
  private static final Map<String, String> NAMES =
      Map.of("model_key", "model_ref", "overrides", "config");

  private final TrainingCompiler compiler;

  /** Creates the requests that a compiler checks. */
  public DeveloperRequests(TrainingCompiler compiler) {
    this.compiler = requireNonNull(compiler, "compiler");
  }

  /**
   * Checks a request and keeps it compiled. Equal requests are one, whoever asks.
   *
   * @throws AgentException with the field at fault, by the name that it has here; nothing is kept
   */
  public CompiledRequest compile(Map<String, ? extends @Nullable Object> request) {
    Map<String, @Nullable Object> renamed = new LinkedHashMap<>(request);
    NAMES.forEach(
        (user, developer) -> {
          if (request.containsKey(user)) {
            throw AgentProblem.of(
                    "unknown_field", "%s is called %s here.".formatted(user, developer))
                .at(user)
                .exception();
          }
          renamed.put(user, renamed.remove(developer));
        });
    try {
      return compiler.compile(TrainingRequest.of(renamed));
    } catch (AgentException e) {
      throw told(e.problem()).exception();
    }
  }

  private static AgentProblem told(AgentProblem problem) {
    Map<String, Object> details = new LinkedHashMap<>(problem.details());
    details.replaceAll(
        (name, value) ->
            value instanceof List<?> list
                ? list.stream().map(String::valueOf).map(DeveloperRequests::told).toList()
                : value);
    return new AgentProblem(
        problem.code(),
        told(problem.message()),
        problem.hint(),
        told(problem.fieldPath()),
        details);
  }

  private static String told(String text) {
    String told = text;
    for (Map.Entry<String, String> name : NAMES.entrySet()) {
      told =
          Pattern.compile("\\b" + name.getKey() + "\\b").matcher(told).replaceAll(name.getValue());
    }
    return told;
  }
}
