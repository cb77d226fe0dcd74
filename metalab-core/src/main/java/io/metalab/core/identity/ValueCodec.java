package io.metalab.core.identity;

import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.ErrorCode;
import io.metalab.api.FileRef;
import io.metalab.api.FileValue;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values with file references as plain JSON and back.
 *
 * <p>A reference becomes {@code {"$file": path, "$sha256": digest}}, {@code {"$dir": path,
 * "$pattern": glob, "$sha256": digest}} or {@code {"$artifact": name, "$run": id, "$sha256":
 * digest}}; an empty pattern or digest is left out. So that these never meet a map of the user's,
 * such keys are reserved.
 */
public final class ValueCodec {
  private static final String FILE = "$file";
  private static final String DIR = "$dir";
  private static final String ARTIFACT = "$artifact";
  private static final String PATTERN = "$pattern";
  private static final String RUN = "$run";
  private static final String SHA256 = "$sha256";
  private static final Set<String> RESERVED = Set.of(FILE, DIR, ARTIFACT, SHA256);

  private ValueCodec() {}

  /** Returns the plain form of params. */
  public static Map<String, @Nullable Object> encode(Params params) {
    return encodeMap(params.asMap(), "params");
  }

  /**
   * Returns the plain form of a value.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if a map holds a reserved key
   */
  public static @Nullable Object encode(@Nullable Object value) {
    return encode(value, "");
  }

  /**
   * Returns the params of a plain form.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if a reference is malformed
   */
  public static Params decodeParams(Map<String, ? extends @Nullable Object> plain) {
    Map<String, @Nullable Object> decoded = new LinkedHashMap<>();
    plain.forEach((name, value) -> decoded.put(name, decode(value)));
    return Params.copyOf(decoded);
  }

  /**
   * Returns the value of a plain form.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if a reference is malformed
   */
  public static @Nullable Object decode(@Nullable Object plain) {
    if (plain instanceof List<?> list) {
      List<@Nullable Object> decoded = new ArrayList<>(list.size());
      list.forEach(item -> decoded.add(decode(item)));
      return decoded;
    }
    if (plain instanceof Map<?, ?> map) {
      if (map.keySet().stream().anyMatch(RESERVED::contains)) {
        return reference(map);
      }
      Map<Object, @Nullable Object> decoded = new LinkedHashMap<>();
      map.forEach((key, value) -> decoded.put(key, decode(value)));
      return decoded;
    }
    return plain;
  }

  /**
   * Refuses a map of the user's that would be read as a file reference.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} and the path
   */
  public static void checkKey(@Nullable Object key, String path) {
    if (key instanceof String name && RESERVED.contains(name)) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The value %s holds the key '%s', which stands for file contents. Rename the key."
              .formatted(path, name));
    }
  }

  private static @Nullable Object encode(@Nullable Object value, String path) {
    if (value instanceof FileRef reference) {
      return encode(reference);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> encoded = new ArrayList<>(list.size());
      for (int i = 0; i < list.size(); i++) {
        encoded.add(encode(list.get(i), path + "[" + i + "]"));
      }
      return encoded;
    }
    if (value instanceof Map<?, ?> map) {
      return encodeMap(map, path);
    }
    return value;
  }

  private static Map<String, @Nullable Object> encodeMap(Map<?, ?> map, String path) {
    Map<String, @Nullable Object> encoded = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          checkKey(key, path);
          encoded.put(String.valueOf(key), encode(value, path + "." + key));
        });
    return encoded;
  }

  private static Map<String, @Nullable Object> encode(FileRef reference) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    if (reference instanceof FileValue file) {
      map.put(FILE, file.path());
    } else if (reference instanceof DirValue dir) {
      map.put(DIR, dir.path());
      putUnlessEmpty(map, PATTERN, dir.pattern());
    } else if (reference instanceof ArtifactValue artifact) {
      map.put(ARTIFACT, artifact.name());
      map.put(RUN, artifact.run());
    }
    putUnlessEmpty(map, SHA256, reference.sha256());
    return map;
  }

  private static void putUnlessEmpty(Map<String, @Nullable Object> map, String key, String text) {
    if (!text.isEmpty()) {
      map.put(key, text);
    }
  }

  private static FileRef reference(Map<?, ?> map) {
    try {
      String sha256 = text(map, SHA256);
      if (map.containsKey(FILE)) {
        return new FileValue(text(map, FILE), sha256);
      }
      if (map.containsKey(DIR)) {
        return new DirValue(text(map, DIR), text(map, PATTERN), sha256);
      }
      return new ArtifactValue(text(map, RUN), text(map, ARTIFACT), sha256);
    } catch (IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The file reference %s is malformed. %s".formatted(map, e.getMessage()),
          e);
    }
  }

  private static String text(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      return "";
    }
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("The '%s' must be a string.".formatted(key));
  }
}
