package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A named, content-hashed file of a run.
 *
 * @param name relative name with '/' between parts; no empty, {@code .} or {@code ..} part
 * @param sha256 digest of the bytes
 * @param sizeBytes number of bytes
 * @param mediaType such as {@code text/csv}
 * @param serializer name of the serializer that wrote it and reads it, or empty for plain bytes
 * @param metadata what a reader may want to know before reading, such as dtype and shape
 */
public record ArtifactDescriptor(
    String name,
    String sha256,
    long sizeBytes,
    String mediaType,
    String serializer,
    Map<String, String> metadata) {
  public ArtifactDescriptor {
    checkName(name);
    Digests.check(sha256, "sha256");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException(
          "The size (%d bytes) must be at least 0.".formatted(sizeBytes));
    }
    requireNonNull(mediaType, "mediaType");
    requireNonNull(serializer, "serializer");
    metadata = Values.orderedCopy(metadata);
  }

  /**
   * Returns the name if it is a relative name that stays below its run.
   *
   * @throws MetalabException with {@link ErrorCode#INVALID_VALUE} if it is not
   */
  public static String checkName(String name) {
    requireNonNull(name, "name");
    boolean bad = name.isEmpty() || name.length() > 512 || name.indexOf('\\') >= 0;
    for (String part : name.split("/", -1)) {
      bad |= part.isEmpty() || part.equals(".") || part.equals("..");
    }
    bad |= name.chars().anyMatch(c -> c < ' ' || c == 0x7f);
    if (bad) {
      throw new MetalabException(
          ErrorCode.INVALID_VALUE,
          "The artifact name '%s' must be relative, with '/' between parts that are neither empty nor '.' nor '..', at most 512 characters."
              .formatted(name));
    }
    return name;
  }
}
