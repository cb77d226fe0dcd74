package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Makes an object of the bytes of an artifact or file. */
interface TypedReader<T> {
  T read(InputStream in) throws IOException;

  /**
   * Returns what reads content as a type.
   *
   * @param title what is read, such as {@code artifact 'model.npz'}
   * @param written tells which serializer wrote it, or by its name which one reads it
   * @param type the type wanted; {@code Object.class} for the serializer's natural one, {@code
   *     byte[].class} for the bytes
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if no serializer reads it
   */
  static <T> TypedReader<T> of(
      String title, ArtifactDescriptor written, Serializers serializers, Class<T> type) {
    if (type == byte[].class) {
      return in -> type.cast(in.readAllBytes());
    }
    Optional<ArtifactSerializer> serializer = serializers.forReading(written);
    if (serializer.isEmpty() && type == Object.class) {
      return in -> type.cast(in.readAllBytes());
    }
    ArtifactSerializer reader =
        serializer.orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.SERIALIZATION,
                    "No serializer reads the %s (%s). Maybe read its bytes."
                        .formatted(title, written.mediaType())));
    return in -> read(reader, in, title, type);
  }

  private static <T> T read(ArtifactSerializer reader, InputStream in, String title, Class<T> type)
      throws IOException {
    try {
      return reader.read(in, type);
    } catch (MetalabException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The serializer '%s' (%s) failed to read the %s: %s"
              .formatted(reader.name(), reader.getClass().getName(), title, e),
          e);
    }
  }
}
