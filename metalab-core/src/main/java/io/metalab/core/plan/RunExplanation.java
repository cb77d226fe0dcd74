package io.metalab.core.plan;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run id is made of, and the stored run that comes nearest.
 *
 * @param runId the id
 * @param identity the text whose SHA-256 it is
 * @param leaves the identity leaf by leaf, in order
 * @param nearest the stored run of an experiment of the same name with the fewest other leaves
 * @param differences the leaves in which the two differ
 */
public record RunExplanation(
    RunId runId,
    String identity,
    Map<String, String> leaves,
    Optional<RunId> nearest,
    List<Difference> differences) {
  public RunExplanation {
    requireNonNull(runId, "runId");
    requireNonNull(identity, "identity");
    leaves = Collections.unmodifiableMap(new LinkedHashMap<>(leaves));
    requireNonNull(nearest, "nearest");
    differences = List.copyOf(differences);
  }
}
