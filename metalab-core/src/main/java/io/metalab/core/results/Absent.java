package io.metalab.core.results;

/** Stands for the value of a field that a record does not have; distinct from null and from NaN. */
enum Absent {
  ABSENT
}
