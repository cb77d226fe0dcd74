package io.metalab.core.artifact;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.RunRecord;
import io.metalab.core.identity.DirectoryDigest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run captured under a name: a file, or a directory of files.
 *
 * @param files a file alone under the empty name, or those of a directory by relative name
 * @param sha256 the digest that a file or directory with this content has
 */
record ArtifactContent(SortedMap<String, ArtifactDescriptor> files, String sha256) {
  private static final String ALONE = "";

  ArtifactContent {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /** Returns what a run captured under a name, or empty if there is nothing. */
  static Optional<ArtifactContent> find(RunRecord record, String name) {
    Optional<ArtifactDescriptor> file = record.findArtifact(name);
    if (file.isPresent()) {
      SortedMap<String, ArtifactDescriptor> files = new TreeMap<>();
      files.put(ALONE, file.get());
      return Optional.of(new ArtifactContent(files, file.get().sha256()));
    }
    String start = name + "/";
    SortedMap<String, ArtifactDescriptor> files = new TreeMap<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (ArtifactDescriptor artifact : record.artifacts()) {
      if (artifact.name().startsWith(start)) {
        String relative = artifact.name().substring(start.length());
        files.put(relative, artifact);
        digests.put(relative, artifact.sha256());
      }
    }
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArtifactContent(files, DirectoryDigest.of(digests)));
  }

  boolean isDirectory() {
    return !files.containsKey(ALONE);
  }
}
