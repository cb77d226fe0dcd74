package io.metalab.cli.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.metalab.core.json.Json;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON on the wire. Numbers are written as everywhere in metalab, the same by every JVM. A call
 * whose arguments are no object stays a call, which is then refused by the tool: the SDK's
 * transport over HTTP leaves a client without any answer to what it cannot convert.
 */
final class WireJson implements McpJsonMapper {
  /** The only argument of a call whose arguments are no object. */
  static final String NO_OBJECT = "\0";

  private final McpJsonMapper jackson =
      new JacksonMcpJsonMapper(
          new ObjectMapper()
              .registerModule(new SimpleModule().addSerializer(Double.class, new Doubles())));

  @Override
  public <T> T readValue(String text, Class<T> type) throws IOException {
    return jackson.readValue(text, type);
  }

  @Override
  public <T> T readValue(byte[] bytes, Class<T> type) throws IOException {
    return jackson.readValue(bytes, type);
  }

  @Override
  public <T> T readValue(String text, TypeRef<T> type) throws IOException {
    return jackson.readValue(text, type);
  }

  @Override
  public <T> T readValue(byte[] bytes, TypeRef<T> type) throws IOException {
    return jackson.readValue(bytes, type);
  }

  @Override
  public <T> T convertValue(Object value, Class<T> type) {
    return jackson.convertValue(value, type);
  }

  @Override
  public <T> T convertValue(Object value, TypeRef<T> type) {
    boolean isCall = type.getType().equals(McpSchema.CallToolRequest.class);
    return jackson.convertValue(isCall ? call(value) : value, type);
  }

  /** Returns params that are those of a call of a tool, if maybe of none that there is. */
  private static Map<?, ?> call(@Nullable Object params) {
    Map<?, ?> given = params instanceof Map<?, ?> map ? map : Map.of();
    Map<Object, @Nullable Object> call = new LinkedHashMap<>(given);
    if (!(given.get("name") instanceof String)) {
      call.put("name", "");
    }
    if (given.get("arguments") != null && !(given.get("arguments") instanceof Map<?, ?>)) {
      call.put("arguments", Map.of(NO_OBJECT, true));
    }
    if (!(given.get("_meta") instanceof Map<?, ?>)) {
      call.remove("_meta");
    }
    return call;
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return jackson.writeValueAsString(value);
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return jackson.writeValueAsBytes(value);
  }

  private static final class Doubles extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(Json.write(value));
    }
  }
}
