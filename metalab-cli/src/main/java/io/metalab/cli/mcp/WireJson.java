package io.metalab.cli.mcp;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.metalab.core.json.Json;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import java.io.IOException;

/** JSON on the wire: numbers are written as everywhere in metalab, the same by every JVM. */
final class WireJson {
  private WireJson() {}

  static McpJsonMapper mapper() {
    return new JacksonMcpJsonMapper(
        new ObjectMapper()
            .registerModule(new SimpleModule().addSerializer(Double.class, new Doubles())));
  }

  private static final class Doubles extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNumber(Json.write(value));
    }
  }
}
