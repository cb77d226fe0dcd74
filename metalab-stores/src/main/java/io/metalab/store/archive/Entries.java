package io.metalab.store.archive;

import java.util.Locale;

/** The names of the entries of an archive. */
final class Entries {
  static final String SUMS = "SHA256SUMS";
  static final String SUMMARY = "metalab.json";
  static final String DOCUMENTS = "documents.jsonl";
  static final String PROVENANCES = "provenances.jsonl";

  private static final String RUNS = "runs/";
  private static final String ARTIFACTS = "artifacts/";

  private Entries() {}

  static String runs(int number) {
    return String.format(Locale.ROOT, "%s%06d.jsonl", RUNS, number);
  }

  static boolean isRuns(String name) {
    return name.startsWith(RUNS);
  }

  static String streams(int number) {
    return String.format(Locale.ROOT, "streams/%06d.txt", number);
  }

  static String artifact(String sha256) {
    return ARTIFACTS + sha256.substring(0, 2) + '/' + sha256;
  }

  static boolean isArtifact(String name) {
    return name.startsWith(ARTIFACTS);
  }
}
