package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;

import io.metalab.core.where.FieldTable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which fields some records have.
 *
 * @param table the fields, in the order in which they were first seen
 * @param severalStudies whether the records are of more than one study
 * @param stages whether some record is of a stage of its study
 * @param replicates whether some record is a replicate
 * @param errors whether some record has an error
 */
public record ScannedFields(
    FieldTable table, boolean severalStudies, boolean stages, boolean replicates, boolean errors) {
  private static final String STAGE = "record.stage";
  private static final String REPLICATE = "record.replicate";
  private static final String ERROR = "record.error_type";

  /** The columns that are read to tell. */
  static final Set<String> WANTED = Set.of(RecordDecoder.STUDY, STAGE, REPLICATE, ERROR);

  public ScannedFields {
    requireNonNull(table, "table");
  }

  /** Gathers the fields of pages. */
  static final class Collector {
    private final Map<String, Integer> kinds = new LinkedHashMap<>();
    private final Dictionary studies = new Dictionary();
    private boolean any;

    void add(PageBuffer page) {
      any |= page.rows() > 0;
      page.addKinds(kinds);
      for (PageBuffer.Field field : page.fields()) {
        if (field.name.equals(RecordDecoder.STUDY) && field.values != null) {
          field.values.seal(page.rows(), studies);
        }
      }
    }

    ScannedFields fields() {
      FieldTable table = FrameData.fields(kinds, any);
      // One code stands for a missing study, so two studies make three.
      boolean several = studies.size() > 2;
      return new ScannedFields(
          table,
          several,
          kinds.containsKey(STAGE),
          kinds.containsKey(REPLICATE),
          kinds.containsKey(ERROR));
    }
  }
}
