package io.metalab.api.store;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A document that a store keeps.
 *
 * @param kind what it is, such as {@code experiment}
 * @param sha256 digest of the text
 * @param stored when it was first put
 * @param text the text
 */
public record StoredDocument(String kind, String sha256, Instant stored, String text) {
  public StoredDocument {
    requireNonNull(kind, "kind");
    requireNonNull(sha256, "sha256");
    requireNonNull(stored, "stored");
    requireNonNull(text, "text");
  }
}
