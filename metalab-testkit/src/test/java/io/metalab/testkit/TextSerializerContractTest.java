package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

class TextSerializerContractTest extends SerializerContract {
  @Override
  protected ArtifactSerializer serializer() {
    return new TextSerializer();
  }

  @Override
  protected List<Object> samples() {
    return List.of("", "plain", "größe\n🙂");
  }

  static class TextSerializer implements ArtifactSerializer {
    @Override
    public String name() {
      return "plain-text";
    }

    @Override
    public String mediaType() {
      return "text/plain; charset=utf-8";
    }

    @Override
    public boolean accepts(Object value, String artifactName) {
      return value instanceof String;
    }

    @Override
    public Map<String, String> write(Object value, OutputStream out) throws IOException {
      if (!(value instanceof String text)) {
        throw new MetalabException(ErrorCode.SERIALIZATION, "It is no text: " + value);
      }
      out.write(text.getBytes(UTF_8));
      return Map.of("chars", Integer.toString(text.length()));
    }

    @Override
    public <T> T read(InputStream in, Class<T> type) throws IOException {
      if (!type.isAssignableFrom(String.class)) {
        throw new MetalabException(ErrorCode.SERIALIZATION, "It is no " + type);
      }
      return type.cast(new String(in.readAllBytes(), UTF_8));
    }
  }
}
