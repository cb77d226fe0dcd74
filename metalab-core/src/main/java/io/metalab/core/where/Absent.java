package io.metalab.core.where;

/** Stands for the value of a field that a record does not have; distinct from null and from NaN. */
public enum Absent {
  ABSENT
}
