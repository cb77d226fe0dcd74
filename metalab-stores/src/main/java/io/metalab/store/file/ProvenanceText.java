package io.metalab.store.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.metalab.api.Provenance;
import io.metalab.core.codec.RunRecordCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provenance as the document that records refer to.
 *
 * @param sha256 digest of the text
 * @param text the provenance as JSON
 * @param code digest of the operation's code, or empty
 */
record ProvenanceText(String sha256, String text, String code) {
  static final String KIND = "provenance";

  static ProvenanceText of(Provenance provenance) {
    String text = RunRecordCodec.provenanceText(provenance);
    return new ProvenanceText(
        Hashing.sha256().hashString(text, UTF_8).toString(), text, provenance.codeDigest());
  }

  /** Remembers the last ones, since the runs of a process share few. */
  static final class Cache {
    private static final int CAPACITY = 64;

    private final Map<Provenance, ProvenanceText> texts =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Provenance, ProvenanceText> eldest) {
            return size() > CAPACITY;
          }
        };
    private volatile @Nullable Last last;

    private record Last(Provenance provenance, ProvenanceText text) {}

    @SuppressWarnings("ReferenceEquality") // a quick look before the slow one
    ProvenanceText get(Provenance provenance) {
      Last known = last;
      if (known != null && known.provenance() == provenance) {
        return known.text();
      }
      synchronized (texts) {
        ProvenanceText text = texts.computeIfAbsent(provenance, ProvenanceText::of);
        last = new Last(provenance, text);
        return text;
      }
    }
  }
}
