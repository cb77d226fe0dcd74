package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import io.metalab.capture.NdArray;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Writes maps from names to arrays as numpy's {@code savez} does: uncompressed, the entries sorted
 * by name and without times.
 */
public final class NpzSerializer implements ArtifactSerializer {
  private static final String SUFFIX = ".npy";

  /** The first instant that a zip file can hold; numpy writes the same. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  /** Creates the serializer. */
  public NpzSerializer() {}

  @Override
  public String name() {
    return "npz";
  }

  @Override
  public String mediaType() {
    return "application/x-npz";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    return Extensions.of(artifactName).equals(name())
        && value instanceof Map<?, ?> map
        && map.values().stream().allMatch(one -> one instanceof NdArray || isArray(one));
  }

  private static boolean isArray(Object value) {
    return value != null && NdArray.isArray(value);
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (!(value instanceof Map<?, ?> map)) {
      throw Reading.notWritten(name(), "maps from names to arrays", value);
    }
    TreeMap<String, NdArray> arrays = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String name) || name.isEmpty() || entry.getValue() == null) {
        throw Reading.error("The entry %s has no name or no array.".formatted(entry.getKey()));
      }
      arrays.put(name, Npy.toArray(entry.getValue()));
    }
    try (ZipOutputStream zip = new ZipOutputStream(new KeptOpen(out))) {
      for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
        put(zip, array.getKey() + SUFFIX, array.getValue());
      }
    }
    return Map.of("arrays", String.join(",", arrays.keySet()));
  }

  private static void put(ZipOutputStream zip, String name, NdArray array) throws IOException {
    ByteArrayOutputStream npy = new ByteArrayOutputStream();
    Npy.write(array, npy);
    byte[] bytes = npy.toByteArray();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** Reads the arrays by name in the order of the file. */
  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    Map<String, Object> arrays = new LinkedHashMap<>();
    try {
      // Not closed: closing it would close the caller's stream.
      ZipInputStream zip = new ZipInputStream(in);
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        String name = entry.getName();
        String key = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 4) : name;
        arrays.put(key, Npy.read(zip).natural());
        zip.closeEntry();
      }
    } catch (ZipException | IllegalArgumentException e) {
      throw Reading.error("The artifact is a damaged .npz file: " + e.getMessage(), e);
    }
    if (arrays.isEmpty()) {
      throw Reading.error("The artifact is no .npz file, or it holds no array.");
    }
    return Reading.as(arrays, type, name(), List.of(Map.class));
  }

  private static final class KeptOpen extends FilterOutputStream {
    private KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
