package io.metalab.core.artifact;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import io.metalab.capture.Artifacts;
import io.metalab.capture.SerializedFiles;
import io.metalab.capture.Serializers;
import io.metalab.core.identity.FileRefs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies of artifacts of earlier runs for the runs of this process; safe for use by many threads.
 *
 * <p>Each content is copied once, by the first run that needs it, checked against its digest on the
 * way, and shared by the runs that follow; the copies can only be read. They go when this is
 * closed.
 */
public final class LocalArtifacts implements AutoCloseable {
  private final Store store;
  private final Artifacts artifacts;
  private final SerializedFiles files;
  private final CopyDirectory directory = new CopyDirectory();
  private final Map<ArtifactValue, FileRef> copies = new ConcurrentHashMap<>();
  private final Map<Path, ArtifactDescriptor> descriptors = new ConcurrentHashMap<>();

  /**
   * Creates a place for copies.
   *
   * @param store keeps the earlier runs
   * @param serializers read what is asked for by type
   */
  public LocalArtifacts(Store store, Serializers serializers) {
    this.store = requireNonNull(store, "store");
    this.files = new SerializedFiles(serializers);
    this.artifacts = new Artifacts(store, serializers);
  }

  /**
   * Returns values with the file or directory that is its copy in place of each artifact.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} if the store does not hold an
   *     artifact any more, with {@link ErrorCode#CONTEXT_CHANGED} if its run has another content
   *     under the name now, with {@link ErrorCode#STORE_CORRUPT} if its bytes are damaged
   */
  public Params localized(Params values) {
    return FileRefs.replace(
        values,
        "",
        (reference, path) ->
            reference instanceof ArtifactValue artifact
                ? copies.computeIfAbsent(artifact, this::copy)
                : reference);
  }

  /**
   * Reads a file by type: a copy of an artifact by the serializer that wrote it, any other file by
   * the one that its extension names.
   *
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it cannot be read as that,
   *     with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read at all
   */
  public <T> T read(Path file, Class<T> type) {
    ArtifactDescriptor written = descriptors.get(file);
    return written == null ? files.read(file, type) : files.read(file, written, type);
  }

  private FileRef copy(ArtifactValue artifact) {
    ArtifactContent content = find(artifact);
    try {
      Path place = directory.next();
      if (content.isDirectory()) {
        for (Map.Entry<String, ArtifactDescriptor> file : content.files().entrySet()) {
          copy(file.getValue(), place.resolve(file.getKey()));
        }
        return new DirValue(place.toString(), "", artifact.sha256());
      }
      Path file = place.resolve(baseName(artifact.name()));
      copy(content.files().values().iterator().next(), file);
      return new FileValue(file.toString(), artifact.sha256());
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The artifact '%s' of run %s cannot be copied to %s: %s. Free some space there or set java.io.tmpdir."
              .formatted(
                  artifact.name(), artifact.shortRun(), System.getProperty("java.io.tmpdir"), e),
          e);
    }
  }

  private ArtifactContent find(ArtifactValue artifact) {
    List<RunRecord> attempts = store.attempts(artifact.runId());
    if (attempts.isEmpty()) {
      throw new MetalabException(
          ErrorCode.NOT_FOUND,
          "The store %s does not hold run %s any more, whose artifact '%s' is an input. Execute that run anew."
              .formatted(store.locator(), artifact.shortRun(), artifact.name()));
    }
    return attempts.stream()
        .flatMap(record -> ArtifactContent.find(record, artifact.name()).stream())
        .filter(content -> content.sha256().equals(artifact.sha256()))
        .findFirst()
        .orElseThrow(() -> changed(artifact));
  }

  private static MetalabException changed(ArtifactValue artifact) {
    return new MetalabException(
        ErrorCode.CONTEXT_CHANGED,
        "The artifact '%s' of run %s changed between plan and run: no attempt at that run made the content %s… that was planned with. Start again to plan with the new content."
            .formatted(artifact.name(), artifact.shortRun(), artifact.sha256().substring(0, 8)));
  }

  private void copy(ArtifactDescriptor artifact, Path target) throws IOException {
    Files.createDirectories(requireNonNull(target.getParent(), "the directory of a copy"));
    try (InputStream content = artifacts.open(artifact)) {
      Files.copy(content, target);
    }
    CopyDirectory.protect(target);
    descriptors.put(target, artifact);
  }

  private static String baseName(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Deletes the copies; those asked for later are made anew. */
  @Override
  public void close() {
    copies.clear();
    descriptors.clear();
    directory.delete();
  }
}
