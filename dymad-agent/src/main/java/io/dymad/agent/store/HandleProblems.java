package io.dymad.agent.store;

import io.dymad.agent.AgentException;
import io.dymad.agent.AgentProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Why a text is not the handle that is needed. */
final class HandleProblems {
  private static final int MOST_SHOWN = 5;

  private final HandleKind kind;
  private final String text;
  private final String fieldPath;

  HandleProblems(HandleKind kind, String text, String fieldPath) {
    this.kind = kind;
    this.text = text;
    this.fieldPath = fieldPath;
  }

  /** Returns why a text is no handle of any kind. */
  static AgentException noHandle(String text, String fieldPath) {
    String prefixes =
        Arrays.stream(HandleKind.values())
            .map(kind -> kind.prefix() + "_")
            .collect(Collectors.joining(", "));
    return AgentProblem.of(
            "handle_kind", "'%s' is no handle. Handles start with %s.".formatted(text, prefixes))
        .at(fieldPath)
        .withHint("list_objects")
        .exception();
  }

  AgentException otherKind(List<StoredObject> known) {
    String is =
        Handle.parse(text)
            .map(handle -> "is one of a %s".formatted(handle.kind().words()))
            .orElse("is no handle");
    return problem(
        "handle_kind",
        "The handle of a %s starts with %s_, but '%s' %s.%s"
            .formatted(kind.words(), kind.prefix(), text, is, shown(known)),
        known);
  }

  AgentException unknown(List<StoredObject> known) {
    return problem(
        "unknown_handle",
        "There is no %s '%s' in this store.%s".formatted(kind.words(), text, shown(known)),
        known);
  }

  private String shown(List<StoredObject> known) {
    if (known.isEmpty()) {
      return " It holds none.";
    }
    String newest = String.join(", ", handles(known));
    return known.size() > MOST_SHOWN
        ? " The newest of %d are %s.".formatted(known.size(), newest)
        : " Known are %s.".formatted(newest);
  }

  private static List<String> handles(List<StoredObject> known) {
    return known.subList(Math.max(0, known.size() - MOST_SHOWN), known.size()).stream()
        .map(object -> object.handle().toString())
        .toList();
  }

  private AgentException problem(String code, String message, List<StoredObject> known) {
    return AgentProblem.of(code, message)
        .at(fieldPath)
        .withHint(hint())
        .withDetail("expected_prefix", kind.prefix() + "_")
        .withDetail("known", handles(known))
        .exception();
  }

  private String hint() {
    return switch (kind) {
      case DATASET -> "dymad dataset register FILE";
      case TRAINING_REQUEST -> "compile_training_request";
      case ANALYSIS_REQUEST -> "compile_analysis_request";
      case TRAINING_RUN -> "start_training_run";
      case CHECKPOINT -> "describe_training_run names the checkpoint of a run that succeeded";
      case PREDICTION -> "prepare_prediction_request";
      case EVALUATION, SPECTRAL_SNAPSHOT -> "list_objects";
    };
  }
}
