package io.metalab.cli;

import io.metalab.api.store.Store;
import io.metalab.api.store.StoredDocument;
import io.metalab.core.json.CanonicalJson;
import io.metalab.core.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many runs of a plan are another run of it once more. Only a walk over the whole plan tells,
 * so the store remembers it for those who just look at the study.
 */
public final class Duplicates {
  static final String DOCUMENT_KIND = "duplicates";

  private static final String MANIFEST = "manifest";
  private static final String COUNT = "count";

  private Duplicates() {}

  /** Remembers the duplicates of the plan that a manifest declares. */
  public static void put(Store store, String manifest, long count) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put(MANIFEST, CanonicalJson.sha256(manifest));
    document.put(COUNT, count);
    store.putDocument(DOCUMENT_KIND, Json.write(document));
  }

  /** Returns the SHA-256 of the manifest that a document tells of, or empty. */
  static String manifest(StoredDocument document) {
    return Json.parseObject(document.text()).get(MANIFEST) instanceof String manifest
        ? manifest
        : "";
  }

  /** Returns the duplicates that a store remembers, by the SHA-256 of the manifest. */
  static Map<String, Long> of(Store store) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (StoredDocument stored : store.documents(DOCUMENT_KIND)) {
      Map<String, ?> document = Json.parseObject(stored.text());
      if (document.get(MANIFEST) instanceof String manifest
          && document.get(COUNT) instanceof Long count) {
        counts.put(manifest, count);
      }
    }
    return counts;
  }
}
