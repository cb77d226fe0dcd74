package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.SeedBundle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ArtifactSerializer} does: what it writes it reads back, and equal objects give
 * equal bytes.
 */
public abstract class SerializerContract {
  /** An object that no serializer knows. */
  private static final class Foreign {}

  /** Returns the serializer; a new one at each call, if it is created at all. */
  protected abstract ArtifactSerializer serializer();

  /**
   * Returns objects that it writes, each time new ones that are equal to those of the last call by
   * {@link #sameValue}.
   */
  protected abstract List<Object> samples();

  /** Returns an artifact name that suits a sample; used to ask whether it is accepted. */
  protected String artifactName(Object sample) {
    return "sample";
  }

  /** Returns whether an object that was read is the one that was written; arrays by content. */
  protected boolean sameValue(Object written, Object read) {
    return Arrays.deepEquals(new Object[] {written}, new Object[] {read});
  }

  @Test
  void hasAShortLowerCaseNameAndAMediaType() {
    assertThat(serializer().name()).matches("[a-z][a-z0-9_.-]{0,31}");
    assertThat(serializer().mediaType())
        .matches("[a-z]+/[A-Za-z0-9!#$&^_.+-]+(;\\s*[a-z]+=[^;]+)*");
    assertThat(serializer().name()).isEqualTo(serializer().name());
  }

  @Test
  void hasSamplesToBeTestedWith() {
    assertThat(samples()).isNotEmpty();
  }

  @Test
  void readsBackWhatItWrote() throws IOException {
    for (Object sample : samples()) {
      byte[] bytes = write(sample);
      Object natural = serializer().read(new ByteArrayInputStream(bytes), Object.class);
      assertThat(sameValue(sample, natural)).as("%s read as %s", sample, natural).isTrue();
      Object typed = serializer().read(new ByteArrayInputStream(bytes), natural.getClass());
      assertThat(typed).isInstanceOf(natural.getClass());
      assertThat(sameValue(sample, typed)).as("%s read as %s", sample, typed).isTrue();
    }
  }

  @Test
  void writesEqualObjectsAsEqualBytes() throws IOException {
    List<Object> first = samples();
    List<Object> second = samples();
    assertThat(second).hasSameSizeAs(first);
    for (int i = 0; i < first.size(); i++) {
      assertThat(write(second.get(i))).isEqualTo(write(first.get(i)));
      assertThat(write(first.get(i))).isEqualTo(write(first.get(i)));
    }
  }

  @Test
  void describesEqualObjectsAlike() throws IOException {
    List<Object> first = samples();
    List<Object> second = samples();
    for (int i = 0; i < first.size(); i++) {
      var description = serializer().write(first.get(i), new ByteArrayOutputStream());
      assertThat(serializer().write(second.get(i), new ByteArrayOutputStream()))
          .isEqualTo(description);
      assertThat(description.keySet()).doesNotContain("").doesNotContainNull();
    }
  }

  @Test
  void acceptsItsSamplesAndNoForeignObject() {
    for (Object sample : samples()) {
      assertThat(serializer().accepts(sample, artifactName(sample))).as("%s", sample).isTrue();
    }
    assertThat(serializer().accepts(new Foreign(), "sample")).isFalse();
  }

  @Test
  void refusesToWriteAForeignObject() {
    assertRefused(catchThrowable(() -> write(new Foreign())), false);
  }

  @Test
  void refusesToReadAsATypeThatDoesNotFit() throws IOException {
    for (Object sample : samples()) {
      byte[] bytes = write(sample);
      assertRefused(
          catchThrowable(() -> serializer().read(new ByteArrayInputStream(bytes), Foreign.class)),
          false);
    }
  }

  @Test
  void readsDamagedBytesAsAnErrorOrAsAValue() throws IOException {
    var random = SeedBundle.of(80).stream("damage");
    for (Object sample : samples()) {
      byte[] bytes = write(sample);
      for (int i = 0; i < 60; i++) {
        byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        if (damaged.length > 0 && random.nextBoolean()) {
          damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        }
        Throwable failure =
            catchThrowable(
                () -> serializer().read(new ByteArrayInputStream(damaged), Object.class));
        if (failure != null) {
          assertRefused(failure, true);
        }
      }
    }
  }

  @Test
  void leavesTheStreamsOpen() throws IOException {
    for (Object sample : samples()) {
      AtomicInteger closed = new AtomicInteger();
      ByteArrayOutputStream out =
          new ByteArrayOutputStream() {
            @Override
            public void close() {
              closed.incrementAndGet();
            }
          };
      serializer().write(sample, out);
      InputStream in =
          new ByteArrayInputStream(out.toByteArray()) {
            @Override
            public void close() {
              closed.incrementAndGet();
            }
          };
      serializer().read(in, Object.class);
      assertThat(closed).hasValue(0);
    }
  }

  @Test
  void writesEverythingBeforeItReturns() throws IOException {
    for (Object sample : samples()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("before".getBytes(UTF_8));
      serializer().write(sample, out);
      int size = out.size();
      assertThat(Arrays.copyOfRange(out.toByteArray(), 6, size)).isEqualTo(write(sample));
    }
  }

  @Test
  void servesManyThreads() throws IOException {
    ArtifactSerializer shared = serializer();
    List<Object> samples = samples();
    List<byte[]> expected = new ArrayList<>();
    for (Object sample : samples) {
      expected.add(write(sample));
    }
    Parallel.run(
        4,
        thread -> {
          for (int i = 0; i < 20 * samples.size(); i++) {
            int index = (i + thread) % samples.size();
            assertThat(write(shared, samples.get(index))).isEqualTo(expected.get(index));
          }
        });
  }

  private byte[] write(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    serializer().write(value, out);
    return out.toByteArray();
  }

  private static byte[] write(ArtifactSerializer serializer, Object value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      serializer.write(value, out);
    } catch (IOException e) {
      throw new AssertionError("A stream of memory does not fail.", e);
    }
    return out.toByteArray();
  }

  private static void assertRefused(Throwable failure, boolean ioExceptionToo) {
    if (ioExceptionToo && failure instanceof IOException) {
      return;
    }
    assertThat(failure)
        .isInstanceOfSatisfying(
            MetalabException.class,
            e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.SERIALIZATION));
  }
}
