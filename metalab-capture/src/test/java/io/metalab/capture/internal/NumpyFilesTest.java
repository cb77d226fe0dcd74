package io.metalab.capture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.NdArray;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files written by numpy; {@code numpy/README.md} says how. */
class NumpyFilesTest {
  private static final double[][] GRID = {{0, 0.25, 0.5}, {0.75, 1, 1.25}};

  private final NpySerializer npy = new NpySerializer();

  @Test
  void readsEveryNumberTypeAsItself() throws IOException {
    assertThat(read("float64", double[].class))
        .containsExactly(
            0.0,
            -0.0,
            0.1,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MIN_VALUE);
    assertThat(read("float32", float[].class))
        .containsExactly(0.1f, Float.MIN_VALUE, Float.MAX_VALUE);
    assertThat(read("int64", long[].class)).containsExactly(Long.MIN_VALUE, -1, Long.MAX_VALUE);
    assertThat(read("int32_big_endian", int[].class)).containsExactly(Integer.MIN_VALUE, 7);
    assertThat(read("int16", int[].class)).containsExactly(-32768, 32767);
    assertThat(read("uint8", int[].class)).containsExactly(0, 255);
    assertThat(read("uint32", long[].class)).containsExactly(0, 4294967295L);
    assertThat(read("bool", boolean[].class)).containsExactly(true, false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"float64_2d", "float64_fortran", "float64_big_endian", "version2"})
  void readsOneGridInEveryLayout(String file) throws IOException {
    assertThat(read(file, double[][].class)).isDeepEqualTo(GRID);
  }

  @Test
  void readsMoreDimensionsInRowMajorOrder() throws IOException {
    NdArray array = read("float64_3d_fortran", NdArray.class);

    assertThat(array.shape()).containsExactly(2, 3, 4);
    assertThat(array.toDoubles())
        .containsExactly(IntStream.range(0, 24).asDoubleStream().toArray());
  }

  @Test
  void readsScalarsAndEmptyArrays() throws IOException {
    NdArray scalar = read("scalar", NdArray.class);
    assertThat(scalar.shape()).isEmpty();
    assertThat(scalar.toDoubles()).containsExactly(2.5);
    assertThat(read("empty", double[].class)).isEmpty();
    assertThat(read("empty_2d", NdArray.class).shape()).containsExactly(0, 3);
    assertThat(read("long_shape", NdArray.class).shape()).hasSize(30).containsOnly(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pickled, pickled Python objects",
    "structured, structured elements",
    "complex128, dtype <c16",
    "uint64_too_large, 18446744073709551615"
  })
  void refusesWhatIsNoArrayOfNumbers(String file, String reason) {
    assertThatThrownBy(() -> read(file, Object.class))
        .isInstanceOfSatisfying(
            MetalabException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SERIALIZATION))
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "float64",
        "float64_2d",
        "float32",
        "int64",
        "bool",
        "scalar",
        "empty",
        "empty_2d",
        "long_shape"
      })
  void writesWhatNumpyWroteByteForByte(String file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    npy.write(read(file, NdArray.class), out);

    try (InputStream original = open(file + ".npy")) {
      assertThat(out.toByteArray()).isEqualTo(original.readAllBytes());
    }
  }

  @Test
  void readsStoredAndCompressedNpz() throws IOException {
    Map<?, ?> stored = readNpz("stored.npz");
    assertThat(stored.keySet().stream().map(Objects::toString)).containsExactly("weights", "bias");
    assertThat((double[][]) stored.get("weights")).isDeepEqualTo(GRID);
    assertThat(stored.get("bias")).isEqualTo(new long[] {1, 2, 3});

    Map<?, ?> compressed = readNpz("compressed.npz");
    assertThat((double[][]) compressed.get("weights")).isDeepEqualTo(GRID);
    assertThat(compressed.get("converged")).isEqualTo(new boolean[] {true});
  }

  @Test
  void describesShapeAndType() throws IOException {
    assertThat(npy.write(new int[2][3], new ByteArrayOutputStream()))
        .containsOnly(entry("dtype", "<i4"), entry("shape", "(2,3)"));
  }

  @Test
  void saysThatAFileEndsEarly() throws IOException {
    try (InputStream original = open("float64.npy")) {
      byte[] bytes = original.readNBytes(160);
      assertThatThrownBy(() -> npy.read(new ByteArrayInputStream(bytes), Object.class))
          .isInstanceOf(MetalabException.class)
          .hasMessageContaining("24 bytes are missing");
    }
  }

  @Test
  void refusesToLoseDigits() {
    assertThatThrownBy(() -> read("int64", double[].class))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("element 2 (9223372036854775807)");
    assertThatThrownBy(() -> read("float64", float[].class)).isInstanceOf(MetalabException.class);
    assertThatThrownBy(() -> read("float64_2d", double[].class))
        .isInstanceOf(MetalabException.class)
        .hasMessageContainingAll("[2, 3]", "double[]");
  }

  @Test
  void refusesRowsOfDifferentLength() {
    assertThatThrownBy(() -> npy.write(new double[][] {{1, 2}, {3}}, new ByteArrayOutputStream()))
        .isInstanceOf(MetalabException.class)
        .hasMessageContaining("Row 1 has 1 columns");
  }

  private <T> T read(String file, Class<T> type) throws IOException {
    try (InputStream in = open(file + ".npy")) {
      return npy.read(in, type);
    }
  }

  private static Map<?, ?> readNpz(String file) throws IOException {
    try (InputStream in = open(file)) {
      return new NpzSerializer().read(in, Map.class);
    }
  }

  private static InputStream open(String file) {
    InputStream in = NumpyFilesTest.class.getResourceAsStream("/numpy/" + file);
    return Objects.requireNonNull(in, file);
  }

  @Test
  void sortsTheEntriesOfAnNpz() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NpzSerializer().write(Map.of("b", new double[1], "a", new int[1], "c", GRID), out);

    Map<?, ?> read =
        new NpzSerializer().read(new ByteArrayInputStream(out.toByteArray()), Map.class);
    assertThat(List.copyOf(read.keySet()).toString()).isEqualTo("[a, b, c]");
  }
}
