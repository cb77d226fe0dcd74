package io.dymad.agent.store;

import io.dymad.agent.AgentProblem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a handle stands for. */
public enum HandleKind {
  /** Trajectories. */
  DATASET("ds"),
  /** A trained model. */
  CHECKPOINT("chk"),
  /** A training. */
  TRAINING_RUN("run"),
  /** A checked request for a training. */
  TRAINING_REQUEST("trainreq"),
  /** A checked request for an analysis. */
  ANALYSIS_REQUEST("analysisreq"),
  /** What a trained model was judged to be worth. */
  EVALUATION("eval"),
  /** A checked request for predictions of a trained model. */
  PREDICTION("pred"),
  /** What a spectral analysis was given, and what it found. */
  SPECTRAL_SNAPSHOT("specsnap");

  private final String prefix;

  HandleKind(String prefix) {
    this.prefix = prefix;
  }

  /** Returns what handles start with, before an underscore. */
  public String prefix() {
    return prefix;
  }

  /** Returns the kind as programs are told of it: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the kind for people. */
  String words() {
    return wireName().replace('_', ' ');
  }

  /** Returns the kind of documents that a store of metalab keeps these as. */
  String documentKind() {
    return "dymad." + prefix;
  }

  /**
   * Returns the kind of a name.
   *
   * @throws io.dymad.agent.AgentException with {@code invalid_field} at {@code kind}, listing the
   *     names
   */
  public static HandleKind ofName(String name) {
    List<String> names = Arrays.stream(values()).map(HandleKind::wireName).toList();
    return Arrays.stream(values())
        .filter(kind -> kind.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                AgentProblem.of(
                        "invalid_field",
                        "There is no kind of object '%s'. There are %s."
                            .formatted(name, String.join(", ", names)))
                    .at("kind")
                    .exception());
  }
}
