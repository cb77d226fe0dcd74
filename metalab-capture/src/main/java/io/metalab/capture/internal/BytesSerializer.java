package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Writes bytes as they are. */
public final class BytesSerializer implements ArtifactSerializer {
  /** Creates the serializer. */
  public BytesSerializer() {}

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public String mediaType() {
    return "application/octet-stream";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    return value instanceof byte[];
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (!(value instanceof byte[] bytes)) {
      throw Reading.notWritten(name(), "byte[]", value);
    }
    out.write(bytes);
    return Map.of();
  }

  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    return Reading.as(in.readAllBytes(), type, name(), List.of());
  }
}
