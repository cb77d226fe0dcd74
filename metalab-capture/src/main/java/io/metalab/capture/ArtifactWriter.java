package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Brings objects and files to the store as artifacts of one attempt. */
final class ArtifactWriter {
  private final AttemptStore store;

  ArtifactWriter(AttemptStore store) {
    this.store = store;
  }

  ArtifactDescriptor write(String name, Object value, ArtifactSerializer serializer) {
    try (Spool spool = new Spool()) {
      Map<String, String> metadata = serialize(name, value, serializer, spool);
      try (InputStream content = spool.content()) {
        return store.put(name, serializer.mediaType(), serializer.name(), metadata, content);
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The artifact '%s' could not be written on its way to the store: %s".formatted(name, e),
          e);
    }
  }

  private static Map<String, String> serialize(
      String name, Object value, ArtifactSerializer serializer, Spool spool) throws IOException {
    try {
      return serializer.write(value, spool);
    } catch (MetalabException e) {
      throw new MetalabException(
          e.code(), "The artifact '%s' is refused. %s".formatted(name, e.getMessage()), e);
    } catch (RuntimeException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The serializer '%s' (%s) failed to write the artifact '%s' of type %s: %s"
              .formatted(
                  serializer.name(),
                  serializer.getClass().getName(),
                  name,
                  value.getClass().getName(),
                  e),
          e);
    }
  }

  ArtifactDescriptor copy(String name, Path file) {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(file))) {
      return store.put(name, MediaTypes.ofName(name), "", Map.of(), content);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE,
          "The file %s cannot be captured as artifact '%s': %s".formatted(file, name, e),
          e);
    }
  }
}
