package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * One point of a param source.
 *
 * @param params the values
 * @param caseId a name for people; never part of an id
 * @param tags labels for people; never part of an id
 */
public record ParamCase(Params params, String caseId, List<String> tags) {
  public ParamCase {
    requireNonNull(params, "params");
    requireNonNull(caseId, "caseId");
    tags = List.copyOf(tags);
  }

  /** Returns a case without tags. */
  public static ParamCase of(Params params, String caseId) {
    return new ParamCase(params, caseId, List.of());
  }
}
