package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunRecord;
import io.metalab.api.store.Store;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads artifacts of a store back, and checks that what was read is what was written; safe for use
 * by many threads.
 *
 * <p>All methods throw {@link MetalabException}: with {@link ErrorCode#NOT_FOUND} if the store does
 * not hold the artifact, with {@link ErrorCode#STORE_CORRUPT} if its bytes are not those that its
 * descriptor tells of, with {@link ErrorCode#STORE_UNUSABLE} if they cannot be read.
 */
public final class Artifacts {
  private final Store store;
  private final Serializers serializers;

  /** Creates a reader of the artifacts of a store. */
  public Artifacts(Store store, Serializers serializers) {
    this.store = requireNonNull(store, "store");
    this.serializers = requireNonNull(serializers, "serializers");
  }

  /**
   * Returns the artifact of a record.
   *
   * @throws MetalabException with {@link ErrorCode#NOT_FOUND} and the names there are
   */
  public static ArtifactDescriptor find(RunRecord record, String name) {
    return record
        .findArtifact(name)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.NOT_FOUND,
                    "The run %s has no artifact '%s'. Its artifacts are %s."
                        .formatted(
                            record.runId().shortHex(),
                            name,
                            record.artifacts().stream().map(ArtifactDescriptor::name).toList())));
  }

  /** Reads an artifact of a record; see {@link #read(ArtifactDescriptor, Class)}. */
  public <T> T read(RunRecord record, String name, Class<T> type) {
    return read(find(record, name), type);
  }

  /**
   * Reads an artifact by the serializer that wrote it, or, for a captured file, by the one that its
   * extension names.
   *
   * @param type the type wanted; {@code Object.class} for the serializer's natural one, {@code
   *     byte[].class} for the bytes
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it cannot be read as that
   */
  public <T> T read(ArtifactDescriptor artifact, Class<T> type) {
    String title = "artifact '%s'".formatted(artifact.name());
    return read(artifact, TypedReader.of(title, artifact, serializers, type));
  }

  /** Returns the bytes of an artifact. */
  public byte[] bytes(ArtifactDescriptor artifact) {
    return read(artifact, InputStream::readAllBytes);
  }

  /** Returns an artifact as text in UTF-8. */
  public String text(ArtifactDescriptor artifact) {
    return new String(bytes(artifact), StandardCharsets.UTF_8);
  }

  /**
   * Opens an artifact. The bytes are checked as they are read: the read that meets the end throws
   * {@link ErrorCode#STORE_CORRUPT} if they were not those of the descriptor.
   */
  public InputStream open(ArtifactDescriptor artifact) {
    try {
      return new VerifiedInputStream(store.openArtifact(artifact), artifact, store.locator());
    } catch (IOException e) {
      throw unreadable(artifact, e);
    }
  }

  private <T> T read(ArtifactDescriptor artifact, TypedReader<T> reader) {
    try (InputStream in = open(artifact)) {
      T value;
      try {
        value = reader.read(new BufferedInputStream(in));
      } catch (MetalabException | IOException e) {
        // Damaged bytes are the better explanation of bytes that make no sense.
        in.transferTo(OutputStream.nullOutputStream());
        throw e;
      }
      in.transferTo(OutputStream.nullOutputStream());
      return value;
    } catch (IOException e) {
      throw unreadable(artifact, e);
    }
  }

  private MetalabException unreadable(ArtifactDescriptor artifact, IOException e) {
    return new MetalabException(
        ErrorCode.STORE_UNUSABLE,
        "The artifact '%s' (%s) of %s cannot be read: %s"
            .formatted(artifact.name(), artifact.sha256(), store.locator(), e),
        e);
  }
}
