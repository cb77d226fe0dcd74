package io.metalab.cli.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.cli.mcp.FrameReader.Frame;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  private static List<Frame> frames(InputStream in, int most) throws IOException {
    FrameReader reader = new FrameReader(in, most);
    List<Frame> frames = new ArrayList<>();
    for (Optional<Frame> frame = reader.read(); frame.isPresent(); frame = reader.read()) {
      frames.add(frame.get());
    }
    return frames;
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void readsLinesTheLastOneWithItsEndOrWithout() throws IOException {
    assertThat(frames(bytes("{}\n\nä\n"), 10))
        .extracting(Frame::text)
        .containsExactly("{}", "", "ä");
    assertThat(frames(bytes("a\nb"), 10)).extracting(Frame::text).containsExactly("a", "b");
    assertThat(frames(bytes(""), 10)).isEmpty();
  }

  @Test
  void countsALineBeyondTheLimitAndReadsTheNext() throws IOException {
    int most = 1 << 20;
    String longest = "x".repeat(most);
    InputStream in = new SequenceInputStream(bytes(longest + "\n" + longest), bytes("y\nnext\n"));
    assertThat(frames(in, most))
        .containsExactly(
            new Frame(longest, most, false),
            new Frame("", most + 1L, true),
            new Frame("next", 4, false));
  }
}
