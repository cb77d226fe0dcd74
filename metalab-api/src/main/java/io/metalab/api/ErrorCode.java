package io.metalab.api;

import java.util.Locale;

/** What kind of thing went wrong, in terms of what a person can do about it. */
public enum ErrorCode {
  /** A command line that does not parse. */
  USAGE,
  /** A study declaration or study file that breaks a rule. */
  INVALID_STUDY,
  /** A parameter value that its operation does not take. */
  INVALID_PARAMS,
  /** A value without a canonical form: NaN, a huge integer, a set, an unknown object. */
  INVALID_VALUE,
  /** A filter or field expression that does not parse or names an unknown field. */
  INVALID_FILTER,
  /** An operation key that nothing on the class path provides. */
  UNKNOWN_OPERATION,
  /** A class that is not an operation or cannot be created. */
  NOT_AN_OPERATION,
  /** A lambda or in-memory class handed to an executor that must load it by name. */
  NOT_LOADABLE,
  /** A plugin name that nothing on the class path provides. */
  UNKNOWN_PLUGIN,
  /** Two plugins of one kind with one name. */
  DUPLICATE_PLUGIN,
  /** A resource request that this machine can never satisfy. */
  UNSATISFIABLE,
  /** An input file or directory that is missing or cannot be read. */
  FILE_UNREADABLE,
  /** An input that changed while it was hashed, or between plan and run. */
  CONTEXT_CHANGED,
  /** A context that could not be built. */
  CONTEXT_FAILED,
  /** An artifact or metric that was handed over after its run had ended. */
  CAPTURE_CLOSED,
  /** A value that no serializer writes, or an artifact that its serializer cannot read. */
  SERIALIZATION,
  /** A run id, study or artifact that the store does not hold. */
  NOT_FOUND,
  /** A short id that fits several runs. */
  AMBIGUOUS_ID,
  /** A store that cannot be opened, read or written. */
  STORE_UNUSABLE,
  /** A store whose content fails its own checks. */
  STORE_CORRUPT,
  /** A store written by a newer version of this program. */
  STORE_NEWER,
  /** A claim that was taken over by another controller. */
  LEASE_LOST,
  /** A run or study that was cancelled. */
  CANCELLED,
  /** A study that a signal stopped before its end. */
  INTERRUPTED,
  /** A study that its timeout stopped before its end. */
  TIMEOUT,
  /** A defect of this program. */
  INTERNAL;

  /** Returns the code as it appears in JSON: lower case with underscores. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
