package io.metalab.api;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The read-only surroundings that all runs of an experiment share, safe for use by many threads.
 *
 * <p>It holds the values of its spec and the objects that a {@link ContextBuilder} or {@link
 * ContextPreparation} has loaded. Loaded objects must be immutable and thread-safe; arrays and
 * mutable collections are refused.
 */
public final class FrozenContext {
  private final ContextSpec spec;
  private final Map<String, Object> loaded;

  private FrozenContext(ContextSpec spec, Map<String, Object> loaded) {
    this.spec = requireNonNull(spec, "spec");
    this.loaded = loaded;
  }

  /** Returns the context that consists of the values of the spec. */
  public static FrozenContext of(ContextSpec spec) {
    return new FrozenContext(spec, Map.of());
  }

  /** Returns the manifest that this context was built from. */
  public ContextSpec spec() {
    return spec;
  }

  /**
   * Returns the values of the spec; in a run the place of a copy stands for each artifact, so that
   * {@link Params#getPath} finds all inputs.
   */
  public Params values() {
    return spec.values();
  }

  /**
   * Returns this context with one loaded object more.
   *
   * @throws IllegalArgumentException if the name is taken, or the object is an array or a mutable
   *     collection
   */
  public FrozenContext withLoaded(String name, Object object) {
    requireNonNull(name, "name");
    requireNonNull(object, "object");
    if (loaded.containsKey(name)) {
      throw new IllegalArgumentException(
          "The context already holds a loaded object '%s'.".formatted(name));
    }
    Map<String, Object> copy = new LinkedHashMap<>(loaded);
    copy.put(name, immutable(name, object));
    return new FrozenContext(spec, Values.orderedCopy(copy));
  }

  /**
   * Returns a loaded object.
   *
   * @throws MetalabException with {@link ErrorCode#CONTEXT_FAILED} if there is none of this name
   *     and type
   */
  public <T> T loaded(String name, Class<T> type) {
    Object object = loaded.get(name);
    if (!type.isInstance(object)) {
      throw new MetalabException(
          ErrorCode.CONTEXT_FAILED,
          "The context holds no %s '%s'. Its loaded objects are %s."
              .formatted(type.getSimpleName(), name, loaded.keySet()));
    }
    return type.cast(object);
  }

  private static Object immutable(String name, Object object) {
    if (object.getClass().isArray()) {
      throw new IllegalArgumentException(
          "The loaded object '%s' is an array, which every run could change. Maybe wrap it in an immutable class such as Guava's ImmutableDoubleArray."
              .formatted(name));
    }
    if (object instanceof Collection<?> || object instanceof Map<?, ?>) {
      @Nullable Object frozen = Values.freeze(object, "context." + name);
      return requireNonNull(frozen);
    }
    return object;
  }
}
