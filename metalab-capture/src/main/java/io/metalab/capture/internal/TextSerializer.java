package io.metalab.capture.internal;

import io.metalab.api.ArtifactSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes text as it is, in UTF-8. */
public final class TextSerializer implements ArtifactSerializer {
  /** Creates the serializer. */
  public TextSerializer() {}

  @Override
  public String name() {
    return "text";
  }

  @Override
  public String mediaType() {
    return "text/plain";
  }

  @Override
  public boolean accepts(Object value, String artifactName) {
    return value instanceof CharSequence;
  }

  @Override
  public Map<String, String> write(Object value, OutputStream out) throws IOException {
    if (!(value instanceof CharSequence text)) {
      throw Reading.notWritten(name(), "text", value);
    }
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      out.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw Reading.error("The text holds an unpaired surrogate; it must be valid Unicode.", e);
    }
    return Map.of();
  }

  @Override
  public <T> T read(InputStream in, Class<T> type) throws IOException {
    try {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Reading.as(text, type, name(), List.of());
    } catch (CharacterCodingException e) {
      throw Reading.error("The artifact is not text in UTF-8. Maybe read its bytes.", e);
    }
  }
}
