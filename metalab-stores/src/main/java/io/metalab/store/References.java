package io.metalab.store;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * The digests that records name as artifacts, and those that identities and contexts name as the
 * content of values. Not safe for use by several threads.
 *
 * <p>Only their first 64 bits are kept: two artifacts that share them would both stay.
 */
public final class References {
  private static final String CONTENT = "\"$sha256\":\"";
  private static final int PREFIX_DIGITS = 16;
  private static final int DIGITS = 64;

  private final Set<Long> prefixes = new HashSet<>();

  /** Adds what a record names. */
  public void add(RunRecord record) {
    for (ArtifactDescriptor artifact : record.artifacts()) {
      add(artifact.sha256());
    }
    addContents(record.identity());
  }

  /** Adds a digest. */
  public void add(String sha256) {
    prefixes.add(prefix(sha256));
  }

  /** Adds the digests of contents in a canonical text. */
  public void addContents(String text) {
    int from = text.indexOf(CONTENT);
    while (from >= 0) {
      int start = from + CONTENT.length();
      if (start + DIGITS <= text.length()) {
        add(text.substring(start, start + DIGITS));
      }
      from = text.indexOf(CONTENT, start);
    }
  }

  /** Returns whether a digest was added. */
  public boolean contains(String sha256) {
    return prefixes.contains(prefix(sha256));
  }

  private static long prefix(String sha256) {
    return HexFormat.fromHexDigitsToLong(sha256, 0, PREFIX_DIGITS);
  }
}
