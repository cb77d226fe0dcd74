package io.metalab.core.plan;

import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An identity leaf by leaf: paths such as {@code params.lr} or {@code context.dataset} with the
 * canonical text of what stands there. A list is one leaf, a file {@code sha256 <digest>}.
 */
public final class IdentityLeaves {
  private static final String CONTEXT = "context";

  private IdentityLeaves() {}

  /**
   * Returns the leaves of an identity.
   *
   * @param contextText the canonical text of its context, if known; else the fingerprint is a leaf
   */
  public static Map<String, String> of(String identity, Optional<String> contextText) {
    Map<String, String> leaves = new LinkedHashMap<>();
    Map<String, @Nullable Object> members = Json.parseObject(identity);
    put(leaves, "experiment", members.get("experiment"));
    put(leaves, "operation", members.get("operation"));
    if (contextText.isPresent()) {
      Map<String, @Nullable Object> context = Json.parseObject(contextText.get());
      if (context.containsKey("builder")) {
        put(leaves, CONTEXT + "(builder)", context.get("builder"));
      }
      if (context.get("values") instanceof Map<?, ?> values) {
        putMembers(leaves, CONTEXT, values);
      }
    } else {
      put(leaves, CONTEXT, members.get(CONTEXT));
    }
    for (String part : new String[] {"params", "prune", "seed"}) {
      if (members.get(part) instanceof Map<?, ?> map) {
        putMembers(leaves, part, map);
      }
    }
    put(leaves, "v", members.get("v"));
    return Collections.unmodifiableMap(leaves);
  }

  private static void putMembers(Map<String, String> leaves, String path, Map<?, ?> members) {
    members.forEach((name, value) -> put(leaves, path + "." + name, value));
  }

  private static void put(Map<String, String> leaves, String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && map.size() == 1 && map.containsKey("$sha256")) {
      leaves.put(path, "sha256 " + map.get("$sha256"));
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      putMembers(leaves, path, map);
    } else {
      leaves.put(path, CanonicalJson.write(value));
    }
  }
}
