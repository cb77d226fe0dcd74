package io.metalab.core.identity;

import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads identity texts. */
public final class Identities {
  private static final String EXPERIMENT = "experiment";

  private Identities() {}

  /**
   * Returns the digest of an identity without its experiment, equal for equal computations of all
   * experiments.
   *
   * @throws io.metalab.api.MetalabException with {@code INVALID_VALUE} if the text is not JSON
   */
  public static String computation(String identity) {
    return CanonicalJson.sha256(withoutExperiment(identity));
  }

  private static String withoutExperiment(String identity) {
    // "context" sorts first and holds no quote, so the first match is the member itself.
    String member = ",\"" + EXPERIMENT + "\":\"";
    int start = identity.indexOf(member);
    int end = start < 0 ? -1 : identity.indexOf('"', start + member.length());
    if (end < 0 || identity.charAt(end - 1) == '\\') {
      Map<String, @Nullable Object> map = new LinkedHashMap<>(Json.parseObject(identity));
      map.remove(EXPERIMENT);
      return CanonicalJson.write(map);
    }
    return identity.substring(0, start) + identity.substring(end + 1);
  }
}
