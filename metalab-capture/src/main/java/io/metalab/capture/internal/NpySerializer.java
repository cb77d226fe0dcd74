package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * Writes primitive arrays of one or two dimensions and {@link NdArray} as numpy does, and reads
 * what numpy saves without pickling.
 */
public final class NpySerializer implements ArtifactSerializer {
  /** Creates the serializer. */
  public NpySerializer() {}

  @Override
  public String name() {
    return "npy";
  }

  @Override
  public String mediaType() {
    return "application/x-npy";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    String extension = Extensions.of(artifactName);
    return (extension.isEmpty() || extension.equals(name()))
        && (value instanceof NdArray || NdArray.isArray(value));
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (!(value instanceof NdArray) && !NdArray.isArray(value)) {
      throw Reading.notWritten(
          name(),
          "arrays of double, float, long, int and boolean with one or two dimensions",
          value);
    }
    return Npy.write(Npy.toArray(value), out);
  }

  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    return as(Npy.read(in), type);
  }

  static <T> T as(NdArray array, Class<T> type) {
    if (type == NdArray.class) {
      return type.cast(array);
    }
    try {
      return type.cast(type == Object.class ? array.natural() : array.toArray(type));
    } catch (IllegalArgumentException e) {
      throw Reading.error("The array cannot be read as asked. " + e.getMessage(), e);
    }
  }
}
