package io.metalab.api;

import static java.util.Objects.requireNonNull;

/**
 * An artifact of an earlier run as a value; its content is the identity.
 *
 * @param runId the run that wrote it
 * @param name the artifact's name in that run
 * @param sha256 digest of its bytes, or empty while unresolved
 */
public record ArtifactValue(RunId runId, String name, String sha256) implements FileRef {
  public ArtifactValue {
    requireNonNull(runId, "runId");
    Digests.checkPath(name, "artifact");
    Digests.checkOrEmpty(sha256);
  }

  @Override
  public ArtifactValue withSha256(String digest) {
    return new ArtifactValue(runId, name, requireNonNull(digest, "digest"));
  }
}
