package io.dymad.transforms;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dymad.edmd.Dictionary;
import io.dymad.io.NpzArrays;
import io.dymad.numerics.Matrix;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fitted transforms as two files: a JSON document that says what they are, and an {@code .npz}
 * beside it, of the same name, with their arrays if there are any. Nothing in them is code.
 *
 * <p>The document is {@code {"format": "dymad.transform", "version": 1, "transform": {"type": …,
 * "values": {…}, "arrays": [names], "parts": […]}}}. An array of part i of the transform is called
 * {@code i/name} in the npz.
 */
public final class TransformFiles {
  private static final String FORMAT = "dymad.transform";
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private TransformFiles() {}

  /**
   * Writes a transform, replacing what is there.
   *
   * @param file the JSON document; its name ends in {@code .json}
   * @throws MetalabException with FILE_UNREADABLE if a file cannot be written
   */
  public static void write(Transform transform, Path file) {
    SortedMap<String, NdArray> arrays = arrays(transform);
    try {
      if (arrays.isEmpty()) {
        Files.deleteIfExists(arraysFile(file));
      } else {
        NpzArrays.write(arrays, arraysFile(file));
      }
      Files.writeString(file, JSON.writeValueAsString(document(transform)) + "\n");
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads a transform.
   *
   * @param file the JSON document
   * @param known dictionaries written in code that the transform may have been fitted with
   * @throws MetalabException with FILE_UNREADABLE if a file is missing, with SERIALIZATION if it is
   *     of another format or version, or does not hold what it should
   */
  public static Transform read(Path file, Dictionary... known) {
    try {
      Map<?, ?> document = JSON.readValue(Files.readString(file), Map.class);
      Path arrays = arraysFile(file);
      return of(document, Files.exists(arrays) ? NpzArrays.read(arrays) : Map.of(), known);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The file %s is no transform: %s".formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static Path arraysFile(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".json")) {
      throw new IllegalArgumentException(
          "The name of the file %s must end in .json.".formatted(file));
    }
    return file.resolveSibling(name.substring(0, name.length() - ".json".length()) + ".npz");
  }

  /** Returns the document of a transform. */
  public static Map<String, Object> document(Transform transform) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("format", FORMAT);
    document.put("version", VERSION);
    document.put("transform", describe(transform.state()));
    return document;
  }

  private static Map<String, Object> describe(TransformState state) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("type", state.type());
    description.put("values", state.values());
    description.put("arrays", List.copyOf(state.arrays().keySet()));
    description.put("parts", state.parts().stream().map(TransformFiles::describe).toList());
    return description;
  }

  /** Returns the arrays of a transform by name. */
  public static SortedMap<String, NdArray> arrays(Transform transform) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    collect("", transform.state(), arrays);
    return arrays;
  }

  private static void collect(String prefix, TransformState state, Map<String, NdArray> arrays) {
    state
        .arrays()
        .forEach(
            (name, matrix) ->
                arrays.put(
                    prefix + name,
                    NdArray.of(matrix.toRowMajor(), matrix.rows(), matrix.columns())));
    for (int i = 0; i < state.parts().size(); i++) {
      collect(prefix + i + "/", state.parts().get(i), arrays);
    }
  }

  /**
   * Returns the transform of a document and its arrays.
   *
   * @throws IllegalArgumentException if they are of another format or version, or do not hold what
   *     they should
   */
  public static Transform of(Map<?, ?> document, Map<String, NdArray> arrays, Dictionary... known) {
    if (!FORMAT.equals(document.get("format"))
        || !(document.get("version") instanceof Integer version)) {
      throw new IllegalArgumentException(
          "The document must have the format %s and a version.".formatted(FORMAT));
    }
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "The document has version %d of its format, but this program reads version %d."
              .formatted(version, VERSION));
    }
    return restore(
        parse("", requireNonNullElse(document.get("transform"), ""), arrays), List.of(known));
  }

  private static TransformState parse(
      String prefix, Object description, Map<String, NdArray> arrays) {
    if (!(description instanceof Map<?, ?> fields)
        || !(fields.get("type") instanceof String type)
        || !(fields.get("values") instanceof Map<?, ?> values)
        || !(fields.get("arrays") instanceof List<?> names)
        || !(fields.get("parts") instanceof List<?> parts)) {
      throw new IllegalArgumentException(
          "A transform has a type, values, arrays and parts; this is %s.".formatted(description));
    }
    SortedMap<String, Object> byName = new TreeMap<>();
    values.forEach((name, value) -> byName.put((String) name, value));
    SortedMap<String, Matrix> matrices = new TreeMap<>();
    for (Object name : names) {
      matrices.put((String) name, matrix(prefix + name, arrays));
    }
    List<TransformState> states = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      states.add(parse(prefix + i + "/", parts.get(i), arrays));
    }
    return new TransformState(type, byName, matrices, states);
  }

  private static Matrix matrix(String name, Map<String, NdArray> arrays) {
    NdArray array = arrays.get(name);
    if (array == null || array.shape().size() != 2) {
      throw new IllegalArgumentException(
          "There is no matrix %s; the arrays are %s.".formatted(name, arrays.keySet()));
    }
    return Matrix.ofRowMajor(array.shape().get(0), array.shape().get(1), array.toDoubles());
  }

  /**
   * Returns the transform of a state.
   *
   * @param known dictionaries written in code that it may have been fitted with
   * @throws IllegalArgumentException if the state does not hold what it should, or nothing on the
   *     class path knows its kind
   */
  public static Transform restore(TransformState state, Dictionary... known) {
    return restore(state, List.of(known));
  }

  private static Transform restore(TransformState state, List<Dictionary> known) {
    return switch (state.type()) {
      case "identity", "add_one" -> Identity.restore(state);
      case "scaler" -> Scaler.restore(state);
      case "delay" -> Delay.restore(state);
      case "svd" -> Projection.restore(state);
      case "lift" -> Lift.restore(state, known);
      case "denoise" -> Denoise.restore(state);
      case "dm" -> DiffusionMap.restore(state);
      case "vbdm" -> VariableBandwidthMap.restore(state);
      case "isomap" -> Isomap.restore(state);
      case "compose" ->
          new TransformChain(state.parts().stream().map(part -> restore(part, known)).toList());
      default -> restorer(state.type()).restore(state, known);
    };
  }

  private static TransformRestorer restorer(String type) {
    return ServiceLoader.load(TransformRestorer.class, TransformFiles.class.getClassLoader())
        .stream()
        .map(ServiceLoader.Provider::get)
        .filter(restorer -> restorer.type().equals(type))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no transform of the kind '%s'.".formatted(type)));
  }
}
