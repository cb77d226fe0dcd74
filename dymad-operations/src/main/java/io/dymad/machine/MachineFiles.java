package io.dymad.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dymad.io.NpzArrays;
import io.dymad.numerics.Matrix;
import io.dymad.sampling.Hold;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Kernel machines as two files: a JSON document that says what they are, and an {@code .npz} beside
 * it, of the same name, with their samples and coefficients. Nothing in them is code.
 *
 * <p>The document is {@code {"format": "dymad.machine", "version": 1, "kind": "dkmsk",
 * "state_size": …, "step": …, "hold": …, "regression": {"type": …, "kernels": […], …}}}.
 */
public final class MachineFiles {
  private static final String FORMAT = "dymad.machine";
  private static final int VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private MachineFiles() {}

  /**
   * Writes a machine, replacing what is there.
   *
   * @param file the JSON document; its name ends in {@code .json}
   * @throws MetalabException with FILE_UNREADABLE if a file cannot be written
   */
  public static void write(KernelMachine machine, Path file) {
    SortedMap<String, NdArray> arrays = new TreeMap<>();
    ObjectNode document = JSON.createObjectNode();
    document.put("format", FORMAT).put("version", VERSION).put("kind", machine.kind().key());
    document.put("state_size", machine.stateSize()).put("step", machine.step());
    document.put("hold", machine.hold().name().toLowerCase(Locale.ROOT));
    document.set(
        "regression",
        RegressionState.write(
            machine.regression(), (name, matrix) -> arrays.put(name, array(matrix))));
    try {
      NpzArrays.write(arrays, arraysFile(file));
      Files.writeString(file, JSON.writeValueAsString(document) + "\n");
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be written: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads a machine.
   *
   * @param file the JSON document
   * @throws MetalabException with FILE_UNREADABLE if a file is missing, with SERIALIZATION if it is
   *     of another format or version, or does not hold what it should
   */
  public static KernelMachine read(Path file) {
    try {
      JsonNode document = JSON.readTree(Files.readString(file));
      if (!FORMAT.equals(document.path("format").asText())
          || document.path("version").asInt() != VERSION) {
        throw new IllegalArgumentException(
            "its format (%s %s) is not %s %d."
                .formatted(document.path("format"), document.path("version"), FORMAT, VERSION));
      }
      Map<String, NdArray> arrays = NpzArrays.read(arraysFile(file));
      return new KernelMachine(
          MachineKind.ofKey(RegressionState.text(document, "kind")),
          RegressionState.read(
              document.path("regression"), name -> matrix(RegressionState.array(arrays, name))),
          (int) RegressionState.number(document, "state_size"),
          RegressionState.number(document, "step"),
          Hold.valueOf(RegressionState.text(document, "hold").toUpperCase(Locale.ROOT)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new MetalabException(
          ErrorCode.SERIALIZATION,
          "The file %s is no kernel machine: %s".formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new MetalabException(
          ErrorCode.FILE_UNREADABLE, "The file %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private static NdArray array(Matrix matrix) {
    return NdArray.of(matrix.toRowMajor(), matrix.rows(), matrix.columns());
  }

  private static Matrix matrix(NdArray array) {
    List<Integer> shape = array.shape();
    if (shape.size() != 2) {
      throw new IllegalArgumentException("an array has %d axes, not 2.".formatted(shape.size()));
    }
    return Matrix.ofRowMajor(shape.get(0), shape.get(1), array.toDoubles());
  }

  private static Path arraysFile(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(".json")) {
      throw new IllegalArgumentException(
          "The name of the file %s must end in .json.".formatted(file));
    }
    return file.resolveSibling(name.substring(0, name.length() - ".json".length()) + ".npz");
  }
}
