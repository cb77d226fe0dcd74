package io.metalab.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputPipeTest {
  @Test
  void takesWhatIsThereAndHandsOverLinesAsTheyEnd() throws IOException {
    List<String> lines = new ArrayList<>();
    InputStream in =
        new ByteArrayInputStream("é1\nlast".getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int available() {
            return Math.min(3, super.available());
          }
        };
    OutputPipe pipe = new OutputPipe(in, lines::add);

    assertThat(pipe.drain()).isEqualTo(3);
    assertThat(lines).isEmpty();
    assertThat(pipe.drain()).isEqualTo(3);
    assertThat(lines).containsExactly("é1");
    assertThat(pipe.drain()).isEqualTo(2);
    assertThat(pipe.drain()).isZero();
    pipe.finish();
    assertThat(lines).containsExactly("é1", "last");
  }
}
