package io.metalab.core.artifact;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ErrorCode;

/** What became of a reference to an artifact of an earlier run. */
public sealed interface ArtifactResolution {
  /**
   * The artifact is there.
   *
   * @param value the reference with the whole id of its run and the digest of its content
   */
  record Found(ArtifactValue value) implements ArtifactResolution {
    public Found {
      if (!value.isResolved()) {
        throw new IllegalArgumentException("The artifact %s has no digest.".formatted(value));
      }
    }
  }

  /**
   * The artifact cannot be used.
   *
   * @param code what kind of problem it is
   * @param ofName whether the name is at fault, not the run
   * @param reason why, a clause that ends with a full stop
   * @param suggestion the name that may have been meant or, of a run, what may help; or empty
   */
  record Missing(ErrorCode code, boolean ofName, String reason, String suggestion)
      implements ArtifactResolution {
    public Missing {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
      requireNonNull(suggestion, "suggestion");
    }

    /** Returns a problem of the run. */
    public static Missing ofRun(ErrorCode code, String reason, String suggestion) {
      return new Missing(code, false, reason, suggestion);
    }

    /** Returns what is wrong, in one sentence or two. */
    public String message(ArtifactValue reference) {
      return "The artifact '%s' of run %s cannot be used: %s"
          .formatted(reference.name(), reference.shortRun(), reason);
    }
  }
}
