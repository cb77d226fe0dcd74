package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a store is opened.
 *
 * @param create whether a store that is not there is created
 * @param readOnly whether nothing may be written; implies not to create
 * @param lease how long a writer may be silent before others take over
 */
public record OpenOptions(boolean create, boolean readOnly, Duration lease) {
  private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

  public OpenOptions {
    requireNonNull(lease, "lease");
    if (lease.isNegative() || lease.isZero()) {
      throw new IllegalArgumentException(
          "The lease (%s) must be longer than zero.".formatted(lease));
    }
    create = create && !readOnly;
  }

  /** Returns the options to write, creating what is not there, with a lease of 10 s. */
  public static OpenOptions readWrite() {
    return new OpenOptions(true, false, DEFAULT_LEASE);
  }

  /** Returns the options to read what is there. */
  public static OpenOptions readOnlyExisting() {
    return new OpenOptions(false, true, DEFAULT_LEASE);
  }

  /** Returns these options with another lease. */
  public OpenOptions withLease(Duration newLease) {
    return new OpenOptions(create, readOnly, newLease);
  }
}
