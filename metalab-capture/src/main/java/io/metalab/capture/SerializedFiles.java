package io.metalab.capture;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Reads files as artifacts are read; safe for use by many threads. */
public final class SerializedFiles {
  private final Serializers serializers;

  /** Creates a reader by these serializers. */
  public SerializedFiles(Serializers serializers) {
    this.serializers = requireNonNull(serializers, "serializers");
  }

  /** Reads a file by the serializer that its extension names; see the other method of this name. */
  public <T> T read(Path file, Class<T> type) {
    String name = "file" + extension(file);
    String anyDigest = "0".repeat(64);
    return read(
        file,
        new ArtifactDescriptor(name, anyDigest, 0, MediaTypes.ofName(name), "", Map.of()),
        type);
  }

  /**
   * Reads a copy of an artifact.
   *
   * @param written tells which serializer wrote it, or by its name which one reads it
   * @param type the type wanted; {@code Object.class} for the serializer's natural one, {@code
   *     byte[].class} for the bytes
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if it cannot be read as that,
   *     with {@link ErrorCode#FILE_UNREADABLE} if it cannot be read at all
   */
  public <T> T read(Path file, ArtifactDescriptor written, Class<T> type) {
    TypedReader<T> reader = TypedReader.of("file " + file, written, serializers, type);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return reader.read(in);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(Math.max(0, name.lastIndexOf('.')));
  }
}
