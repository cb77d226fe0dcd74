package io.metalab.core.where;

import io.metalab.api.RunError;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields that every record has, and how the others are read. */
public final class RecordFields {
  /** Reads better than its alias in {@code tag in ['a', 'b']}. */
  private static final String TAG = "record.tag";

  private static final double NANOS_PER_SECOND = 1e9;

  /** A field of every record. */
  public record Fixed(
      Set<Kind> kinds, Set<String> choices, Function<RunRecord, @Nullable Object> reader) {
    private Fixed(Kind kind, Function<RunRecord, @Nullable Object> reader) {
      this(Set.of(kind), Set.of(), reader);
    }
  }

  private static final Map<String, Fixed> FIXED = new LinkedHashMap<>();

  static {
    Set<String> statuses =
        Arrays.stream(RunStatus.values())
            .map(RunStatus::wireName)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Fixed tags = new Fixed(Set.of(Kind.LIST, Kind.STRING), Set.of(), r -> new Tags(r.tags()));
    FIXED.put("record.id", new Fixed(Kind.STRING, r -> r.runId().hex()));
    FIXED.put(
        "record.status", new Fixed(Set.of(Kind.STRING), statuses, r -> r.status().wireName()));
    FIXED.put("record.attempt", new Fixed(Kind.NUMBER, r -> (long) r.attempt()));
    FIXED.put("record.started", new Fixed(Kind.INSTANT, RunRecord::started));
    FIXED.put("record.finished", new Fixed(Kind.INSTANT, r -> ifFinished(r, r.finished())));
    FIXED.put("record.duration", new Fixed(Kind.NUMBER, r -> ifFinished(r, seconds(r.duration()))));
    FIXED.put("record.error", new Fixed(Kind.STRING, r -> error(r, RecordFields::message)));
    FIXED.put("record.error_type", new Fixed(Kind.STRING, r -> error(r, RunError::type)));
    FIXED.put("record.fingerprint", new Fixed(Kind.STRING, r -> error(r, RunError::fingerprint)));
    FIXED.put("record.study", new Fixed(Kind.STRING, RunRecord::experimentId));
    FIXED.put("record.stage", new Fixed(Kind.STRING, RecordFields::stage));
    FIXED.put("record.operation", new Fixed(Kind.STRING, RunRecord::operation));
    FIXED.put("record.case", new Fixed(Kind.STRING, RunRecord::caseId));
    FIXED.put("record.seed", new Fixed(Kind.STRING, r -> r.seeds().root()));
    FIXED.put("record.replicate", new Fixed(Kind.NUMBER, RecordFields::replicate));
    FIXED.put("record.notes", new Fixed(Kind.LIST, RunRecord::notes));
    FIXED.put("record.tags", tags);
    FIXED.put(TAG, tags);
  }

  private RecordFields() {}

  public static Optional<Fixed> fixed(String field) {
    return Optional.ofNullable(FIXED.get(field));
  }

  /** Returns the full names of the fixed fields, without aliases. */
  public static Set<String> fixedNames() {
    return FIXED.keySet().stream()
        .filter(name -> !name.equals(TAG))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Returns what reads a field given by its full name. */
  public static Function<RunRecord, @Nullable Object> reader(String field) {
    Fixed fixed = FIXED.get(field);
    if (fixed != null) {
      return fixed.reader();
    }
    String path = FieldNames.bare(field);
    if (field.startsWith("params.")) {
      return record -> Paths.find(record.params().asMap(), path);
    }
    if (field.startsWith("metrics.")) {
      return record -> Paths.find(record.metrics(), path);
    }
    return record -> Paths.find(record.derived(), path);
  }

  private static Object replicate(RunRecord record) {
    return record.seeds().findReplicate().isPresent()
        ? (long) record.seeds().replicate()
        : Absent.ABSENT;
  }

  private static Object stage(RunRecord record) {
    return record.stage().isEmpty() ? Absent.ABSENT : record.stage();
  }

  private static Object ifFinished(RunRecord record, Object value) {
    return record.status().isFinished() ? value : Absent.ABSENT;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }

  private static Object error(RunRecord record, Function<RunError, String> part) {
    return record.findError().<Object>map(part).orElse(Absent.ABSENT);
  }

  private static String message(RunError error) {
    return error.message().isEmpty() ? error.type() : error.type() + ": " + error.message();
  }
}
