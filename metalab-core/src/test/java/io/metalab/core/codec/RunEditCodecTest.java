package io.metalab.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.RunId;
import io.metalab.api.store.Annotation;
import io.metalab.api.store.RunEdit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunEditCodecTest {
  private static final RunId RUN = new RunId("ab".repeat(32));
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000000006Z");
  private static final List<Annotation> ANNOTATIONS =
      List.of(
          new Annotation.Tags(List.of("größe", ""), List.of()),
          new Annotation.Note("zwei\nZeilen"),
          new Annotation.Derived(Map.of("ratio", Double.NaN)),
          new Annotation.Derived(Map.of("count", 3L)));

  private static RunEdit edit(Annotation annotation) {
    return new RunEdit(RUN, 2, AT, annotation);
  }

  @Test
  void keepsEveryKindOfEdit() {
    for (Annotation annotation : ANNOTATIONS) {
      byte[] json = RunEditCodec.encode(edit(annotation));

      assertThat(RunEditCodec.decode(json, 0, json.length)).isEqualTo(edit(annotation));
    }
  }

  @Test
  void writesTheKindFirst() {
    assertThat(new String(RunEditCodec.encode(edit(new Annotation.Note("x"))), UTF_8))
        .isEqualTo(
            "{\"note\":\"%s\",\"attempt\":2,\"at\":\"2026-01-02T03:04:05.000000006Z\",\"text\":\"x\"}"
                .formatted(RUN.hex()));
  }

  @Test
  void ordersByTimeThenByText() {
    RunEdit earlier = new RunEdit(RUN, 9, AT.minusNanos(1), new Annotation.Note("z"));
    RunEdit a = edit(new Annotation.Note("a"));
    RunEdit b = edit(new Annotation.Note("b"));

    assertThat(List.of(b, a, earlier).stream().sorted(RunEditCodec.ORDER))
        .containsExactly(earlier, a, b);
  }

  @Test
  void refusesWhatIsNoEdit() {
    byte[] json = "{\"rm\":1}".getBytes(UTF_8);

    assertThatThrownBy(() -> RunEditCodec.decode(json, 0, json.length))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
