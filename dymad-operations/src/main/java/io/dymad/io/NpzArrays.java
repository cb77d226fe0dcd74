package io.dymad.io;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import io.metalab.capture.Serializers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes named arrays as numpy's {@code .npz}, without pickled objects. */
public final class NpzArrays {
  private NpzArrays() {}

  /**
   * Reads a file.
   *
   * @throws MetalabException with SERIALIZATION if it holds something else
   */
  public static SortedMap<String, NdArray> read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Map<?, ?> arrays = serializer().read(in, Map.class);
      SortedMap<String, NdArray> byName = new TreeMap<>();
      arrays.forEach(
          (name, array) ->
              byName.put(
                  (String) name, array instanceof NdArray known ? known : NdArray.copyOf(array)));
      return byName;
    }
  }

  /** Writes a file, replacing what is there. */
  public static void write(Map<String, NdArray> arrays, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      serializer().write(arrays, out);
    }
  }

  private static ArtifactSerializer serializer() {
    return Serializers.load(NpzArrays.class.getClassLoader()).byName("npz");
  }
}
