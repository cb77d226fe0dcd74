package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** The ability to check everything a store holds. */
public interface VerifiableStore {
  /**
   * Checks every record's checksum and run id, what indexes say of them, and that every artifact is
   * there; finds nondeterminism.
   *
   * <p>Damage that cannot be told to belong to another experiment is a finding of each.
   *
   * @param experimentId {@code name:version}, or empty for all experiments
   * @param deep whether artifacts are read and hashed, too
   */
  VerifyReport verify(String experimentId, boolean deep);

  /**
   * What a check found.
   *
   * @param recordsChecked number of records
   * @param artifactsChecked number of artifacts
   * @param findings what is wrong, in order of place
   */
  record VerifyReport(long recordsChecked, long artifactsChecked, List<Finding> findings) {
    public VerifyReport {
      findings = List.copyOf(findings);
    }
  }

  /**
   * Something wrong.
   *
   * @param kind such as {@code damaged-record}, {@code wrong-run-id}, {@code missing-artifact},
   *     {@code damaged-artifact}, {@code nondeterminism}
   * @param place file and line, run or artifact
   * @param message what is wrong and what to do
   */
  record Finding(String kind, String place, String message) {
    public Finding {
      requireNonNull(kind, "kind");
      requireNonNull(place, "place");
      requireNonNull(message, "message");
    }
  }
}
