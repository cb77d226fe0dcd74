package io.metalab.core.plan;

import io.metalab.api.ArtifactValue;
import io.metalab.api.FileRef;
import io.metalab.api.Params;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.identity.FileDigests;
import io.metalab.core.identity.FileRefs;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the files and artifacts of a plan contained at their first use, so that each is looked at
 * once. Safe for use by many threads.
 */
final class PlanInputs {
  private final FileDigests files;
  private final ArtifactResolver resolver;
  private final Map<FileRef, FileRef> digested = new ConcurrentHashMap<>();
  private final Map<ArtifactValue, ArtifactResolution> artifacts = new ConcurrentHashMap<>();

  PlanInputs(FileDigests files, ArtifactResolver resolver) {
    this.files = files;
    this.resolver = resolver;
  }

  /** Returns whether a reference is to an artifact that has not been looked up. */
  boolean isUnknown(FileRef reference) {
    return reference instanceof ArtifactValue
        && !reference.isResolved()
        && !artifacts.containsKey(reference);
  }

  /** Adds the artifacts among values that have not been looked up. */
  void addUnknown(Params values, Collection<ArtifactValue> unknown) {
    FileRefs.forEach(
        values,
        reference -> {
          if (isUnknown(reference)) {
            unknown.add((ArtifactValue) reference);
          }
        });
  }

  /** Looks artifacts up in one go. */
  void lookUp(Collection<ArtifactValue> references) {
    artifacts.putAll(resolver.resolve(references));
  }

  /**
   * Returns a reference with the digest of its content.
   *
   * @param field where the reference stands, such as {@code context.dataset}
   * @throws io.metalab.api.MetalabException as {@link FileDigests#resolve}, and as {@link
   *     ArtifactResolver#problem} for an artifact that cannot be used
   */
  FileRef resolve(FileRef reference, String field) {
    if (reference instanceof ArtifactValue artifact && !artifact.isResolved()) {
      return resolve(artifact, field);
    }
    FileRef known = digested.get(reference);
    if (known == null) {
      known = files.resolve(reference, field);
      digested.put(reference, known);
    }
    return known;
  }

  private FileRef resolve(ArtifactValue artifact, String field) {
    if (isUnknown(artifact)) {
      lookUp(List.of(artifact));
    }
    ArtifactResolution resolution = artifacts.get(artifact);
    if (resolution instanceof ArtifactResolution.Found found) {
      return found.value();
    }
    if (resolution instanceof ArtifactResolution.Missing missing) {
      throw resolver.problem(artifact, field, missing);
    }
    throw new IllegalStateException("The resolver says nothing of %s.".formatted(artifact));
  }
}
