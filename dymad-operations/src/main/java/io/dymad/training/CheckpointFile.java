package io.dymad.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dymad.io.NpzArrays;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A JSON document and numbered arrays, which belong together by their hash.
 *
 * <p>The arrays lie beside the document, in a file that its field {@code arrays} names and whose
 * name ends in the first digits of the hash of both. They are written first, and the document takes
 * the place of the one before in one move: who reads sees the old pair or the new one, whenever a
 * writer ends.
 *
 * @param document without the fields {@code format}, {@code version}, {@code arrays}, {@code
 *     sha256}
 * @param arrays real numbers by name
 */
record CheckpointFile(Map<String, Object> document, SortedMap<String, NdArray> arrays) {
  private static final String FORMAT = "dymad.checkpoint";
  private static final int VERSION = 2;
  private static final int SHOWN_DIGITS = 12;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  CheckpointFile {
    document = Collections.unmodifiableMap(new LinkedHashMap<>(document));
    arrays = Collections.unmodifiableSortedMap(new TreeMap<>(arrays));
  }

  /** Returns the {@link ContentHash} of both. */
  String sha256() {
    return ContentHash.of(document, arrays);
  }

  /**
   * Writes both files, replacing those that were there.
   *
   * @throws MetalabException with FILE_UNREADABLE if they cannot be written
   */
  void write(Path file) {
    String hash = sha256();
    String name = stem(file) + "-" + hash.substring(0, SHOWN_DIGITS) + ".npz";
    Map<String, Object> whole = new LinkedHashMap<>();
    whole.put("format", FORMAT);
    whole.put("version", VERSION);
    whole.putAll(document);
    whole.put("arrays", name);
    whole.put("sha256", hash);
    try {
      String before = Files.exists(file) ? arraysName(Files.readString(file)) : "";
      NpzArrays.write(arrays, file.resolveSibling(name));
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, JSON.writeValueAsString(whole) + "\n");
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      if (before.startsWith(stem(file) + "-") && !before.equals(name)) {
        Files.deleteIfExists(file.resolveSibling(before));
      }
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".json")) {
      throw new IllegalArgumentException(
          "The name of the file %s must end in .json.".formatted(file));
    }
    return name.substring(0, name.length() - ".json".length());
  }

  private static String arraysName(String document) {
    try {
      Object name = JSON.readValue(document, Map.class).get("arrays");
      return name instanceof String text && !text.contains("/") ? text : "";
    } catch (JsonProcessingException e) {
      // What is no checkpoint has no arrays to remove.
      return "";
    }
  }

  /**
   * Reads both files.
   *
   * @throws MetalabException with FILE_UNREADABLE if one is missing, with SERIALIZATION if they are
   *     of another format or version, or do not belong together
   */
  static CheckpointFile read(Path file) {
    try {
      String text = Files.readString(file);
      Map<String, Object> document = new LinkedHashMap<>();
      Map<?, ?> fields = JSON.readValue(text, Map.class);
      fields.forEach((key, value) -> document.put((String) key, value));
      check(file, FORMAT.equals(document.remove("format")), "it is no checkpoint of DyMAD");
      Object version = document.remove("version");
      check(
          file,
          Integer.valueOf(VERSION).equals(version),
          "it has version %s of its format, but this program reads version %d"
              .formatted(version, VERSION));
      Path arrays = file.resolveSibling(arraysName(text));
      document.remove("arrays");
      Object hash = document.remove("sha256");
      CheckpointFile read = new CheckpointFile(document, NpzArrays.read(arrays));
      check(
          file,
          read.sha256().equals(hash),
          "its fields or the arrays in %s are not those it was written with"
              .formatted(arrays.getFileName()));
      return read;
    } catch (JsonProcessingException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The file %s: it is no checkpoint: %s".formatted(file, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  /** Refuses a file unless a condition holds. */
  static void check(Path file, boolean holds, String otherwise) {
    if (!holds) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION, "The file %s: %s.".formatted(file, otherwise));
    }
  }
}
