package io.metalab.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.api.RunId;
import io.metalab.api.store.StreamKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A capture over a fake store, with clocks that stand still until they are moved. */
final class CaptureHarness {
  static final RunId RUN = new RunId("5e".repeat(32));

  final FakeStore store = new FakeStore();
  final List<ArtifactDescriptor> announced = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T16:02:11.123Z");
  private long nanos;

  final RunCapture capture =
      new CaptureFactory(
              store,
              Serializers.load(CaptureHarness.class.getClassLoader()),
              () -> now,
              () -> nanos)
          .open(RUN, 1, announced::add);

  void advanceMillis(long millis) {
    now = now.plusMillis(millis);
    nanos += millis * 1_000_000;
  }

  String log() {
    return store.text(RUN, 1, StreamKey.Kind.LOG);
  }

  String series() {
    return store.text(RUN, 1, StreamKey.Kind.SERIES);
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertFails(
      ErrorCode code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(MetalabException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
