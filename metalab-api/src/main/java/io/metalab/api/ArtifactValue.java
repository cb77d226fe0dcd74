package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * An artifact of an earlier run as a value; its content is the identity, whichever run made it.
 *
 * <p>A directory that a run captured under the name is taken as a directory: all artifacts whose
 * names start with the name and a slash. Workers find a local copy in its place, so that {@link
 * Params#getPath} returns where the content is, as it does for a file.
 *
 * @param run id of the run that wrote it; its first digits will do while unresolved
 * @param name the artifact's name in that run, or that of a directory of artifacts
 * @param sha256 digest of its content, or empty while unresolved
 */
public record ArtifactValue(String run, String name, String sha256) implements FileRef {
  private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{1,64}");
  private static final int ALL_DIGITS = 64;
  private static final int SHORT_DIGITS = 8;

  public ArtifactValue {
    if (!DIGITS.matcher(requireNonNull(run, "run")).matches()) {
      throw new IllegalArgumentException(
          "The run (%s) of an artifact must be its id, 64 lower-case hex digits, or the first of these."
              .formatted(run));
    }
    Digests.checkPath(name, "artifact");
    Digests.checkOrEmpty(sha256);
    if (!sha256.isEmpty() && run.length() < ALL_DIGITS) {
      throw new IllegalArgumentException(
          "An artifact with a digest needs the whole id of its run, not '%s'.".formatted(run));
    }
  }

  /** Creates the artifact of a run whose id is known. */
  public ArtifactValue(RunId runId, String name, String sha256) {
    this(runId.hex(), name, sha256);
  }

  /** Returns an unresolved reference to an artifact of a run. */
  public static ArtifactValue of(RunId runId, String name) {
    return new ArtifactValue(runId, name, "");
  }

  /**
   * Returns an unresolved reference to an artifact of a run.
   *
   * @param run the run's id or its first digits
   */
  public static ArtifactValue of(String run, String name) {
    return new ArtifactValue(run, name, "");
  }

  /** Returns the first eight digits of the run, the form that people read, or those there are. */
  public String shortRun() {
    return run.substring(0, Math.min(SHORT_DIGITS, run.length()));
  }

  /** Returns whether the run is given by its whole id. */
  public boolean hasRunId() {
    return run.length() == ALL_DIGITS;
  }

  /**
   * Returns the id of the run that wrote it.
   *
   * @throws IllegalArgumentException if only its first digits are known
   */
  public RunId runId() {
    return new RunId(run);
  }

  @Override
  public ArtifactValue withSha256(String digest) {
    return new ArtifactValue(run, name, requireNonNull(digest, "digest"));
  }
}
