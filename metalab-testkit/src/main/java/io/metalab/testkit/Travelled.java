package io.metalab.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.metalab.api.ArtifactValue;
import io.metalab.api.ContextBuilder;
import io.metalab.api.ContextPreparation;
import io.metalab.api.ContextSpec;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.FrozenContext;
import io.metalab.api.Operation;
import io.metalab.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of an operation as another process gets them: the params and the context's spec travel
 * as text, and the context is built anew from its spec.
 */
final class Travelled {
  private Travelled() {}

  /** Returns equal params that share no object with these. */
  static Params params(Params params) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    params.asMap().forEach((name, value) -> copy.put(text(name), value(value)));
    return Params.copyOf(copy);
  }

  /** Returns the context that a worker builds from a spec for an operation. */
  static FrozenContext context(ContextSpec spec, Operation operation) throws Exception {
    ContextSpec travelled = new ContextSpec(params(spec.values()), text(spec.builder()));
    FrozenContext built =
        travelled.builder().isEmpty()
            ? FrozenContext.of(travelled)
            : builder(travelled.builder(), operation).build(travelled);
    return operation instanceof ContextPreparation preparation ? preparation.prepare(built) : built;
  }

  private static ContextBuilder builder(String name, Operation operation) throws Exception {
    ClassLoader loader = operation.getClass().getClassLoader();
    return Class.forName(name, true, loader)
        .asSubclass(ContextBuilder.class)
        .getDeclaredConstructor()
        .newInstance();
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof String string) {
      return text(string);
    }
    if (value instanceof Long number) {
      return Long.valueOf(number.toString());
    }
    if (value instanceof Double number) {
      return Double.valueOf(number.toString());
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(item -> copy.add(value(item)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      map.forEach((key, inner) -> copy.put(text((String) key), value(inner)));
      return copy;
    }
    if (value instanceof FileValue file) {
      return new FileValue(text(file.path()), text(file.sha256()));
    }
    if (value instanceof DirValue dir) {
      return new DirValue(text(dir.path()), text(dir.pattern()), text(dir.sha256()));
    }
    return value instanceof ArtifactValue artifact
        ? new ArtifactValue(text(artifact.run()), text(artifact.name()), text(artifact.sha256()))
        : value;
  }

  private static String text(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
