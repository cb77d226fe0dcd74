package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a store is and holds, for people.
 *
 * @param kind name of its provider
 * @param locator what opens it again
 * @param formatVersion version of what it writes
 * @param runs number of runs
 * @param sizeBytes bytes it takes up, or -1 if unknown
 * @param details further facts by name, in order
 */
public record StoreInfo(
    String kind,
    String locator,
    int formatVersion,
    long runs,
    long sizeBytes,
    Map<String, Object> details) {
  public StoreInfo {
    requireNonNull(kind, "kind");
    requireNonNull(locator, "locator");
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }
}
