package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One point of a param source.
 *
 * @param params the values
 * @param caseId a name for people; never part of an id
 * @param tags labels for people; never part of an id
 * @param pruning what may stop its runs before their end; part of their ids
 */
public record ParamCase(Params params, String caseId, List<String> tags, Pruning pruning) {
  public ParamCase {
    requireNonNull(params, "params");
    requireNonNull(caseId, "caseId");
    tags = List.copyOf(tags);
    requireNonNull(pruning, "pruning");
  }

  /** Creates a case whose runs nothing stops. */
  public ParamCase(Params params, String caseId, List<String> tags) {
    this(params, caseId, tags, Pruning.NONE);
  }

  /** Returns a case without tags. */
  public static ParamCase of(Params params, String caseId) {
    return new ParamCase(params, caseId, List.of());
  }

  /** Returns this case with what may stop its runs. */
  public ParamCase withPruning(Pruning newPruning) {
    return new ParamCase(params, caseId, tags, newPruning);
  }
}
