package io.metalab.core.artifact;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns references to artifacts of earlier runs into digests; safe for use by many threads. */
@FunctionalInterface
public interface ArtifactResolver {
  /** Finds no artifact, for plans of which no store is known. */
  ArtifactResolver NONE =
      references -> {
        Map<ArtifactValue, ArtifactResolution> missing = new LinkedHashMap<>();
        references.forEach(
            reference ->
                missing.put(
                    reference,
                    ArtifactResolution.Missing.ofRun(
                        ErrorCode.INVALID_VALUE, "there is no store to look it up in.", "")));
        return missing;
      };

  /**
   * Says what became of each of the references, in as few look-ups as can be.
   *
   * @param references without digests
   */
  Map<ArtifactValue, ArtifactResolution> resolve(Collection<ArtifactValue> references);

  /**
   * Returns the error of a reference that cannot be used.
   *
   * @param field where the reference stands, such as {@code context.model}
   */
  default MetalabException problem(
      ArtifactValue reference, String field, ArtifactResolution.Missing missing) {
    String advice =
        missing.suggestion().isEmpty()
            ? ""
            : (missing.ofName() ? " Did you mean '%s'?" : " Maybe %s.")
                .formatted(missing.suggestion());
    return new MetalabException(
        missing.code(),
        "%s It is the value of %s.%s".formatted(missing.message(reference), field, advice));
  }
}
