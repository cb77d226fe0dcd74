package io.metalab.core.frame;

import static java.util.Objects.requireNonNull;

import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.store.ChangeStore;
import io.metalab.api.store.Store;
import io.metalab.api.store.StoredRun;
import io.metalab.core.where.FieldNames;
import io.metalab.core.where.FieldTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The effective records of a study, or of a whole store, as columns in memory; questions begin with
 * {@link #all} or {@link #where}.
 *
 * <p>Fields are named as {@link io.metalab.core.where.Where filters} name them: {@code record.*},
 * {@code params.*}, {@code metrics.*}, {@code derived.*}, with or without their namespace. Numbers
 * are doubles, a missing value differs from NaN, and a column with few different values holds codes
 * of one, two or four bytes.
 *
 * <p>Nothing is read before the first question. A column is read when a question first needs it,
 * together with the others it needs, in one pass over the store; it stays until columns take up
 * more than the budget, when those that were not used longest go. Columns that do not fit at all
 * are read for the one question and {@link #info} names them. Questions are answered from the runs
 * as they were read; {@link #refresh} reads what has changed.
 *
 * <p>Safe for use by many threads: every question is answered from an immutable state.
 */
public final class StudyFrame {
  private static final List<String> ALWAYS = List.of(RecordDecoder.STATUS, RecordDecoder.STUDY);
  private static final long DEFAULT_BUDGET = 1L << 30;

  private final FrameSource source;
  private final @Nullable Store store;
  private final long budgetBytes;
  private final Set<String> held = new LinkedHashSet<>(ALWAYS);
  private final Set<String> scanned = new LinkedHashSet<>();
  private FrameEditor editor = new FrameEditor();
  private FrameData data = FrameData.EMPTY;
  private String mark = "";

  /** Whether a run was removed that may have been the only one with some field. */
  private boolean fieldsInDoubt;

  private StudyFrame(FrameSource source, @Nullable Store store, long budgetBytes) {
    if (budgetBytes < 0) {
      throw new IllegalArgumentException(
          "The budget (%d bytes) must be at least 0.".formatted(budgetBytes));
    }
    this.source = source;
    this.store = store;
    this.budgetBytes = budgetBytes;
  }

  /**
   * Returns the frame of an experiment, with a budget of 1 GiB.
   *
   * @param experimentId {@code name:version}, or empty for all experiments of the store
   */
  public static StudyFrame of(Store store, String experimentId) {
    return of(store, experimentId, DEFAULT_BUDGET);
  }

  /**
   * Returns the frame of an experiment.
   *
   * @param budgetBytes the most bytes that columns may take up between questions, at least 0
   * @throws IllegalArgumentException if it is negative
   */
  public static StudyFrame of(Store store, String experimentId, long budgetBytes) {
    requireNonNull(experimentId, "experimentId");
    return new StudyFrame(FrameSource.of(store, experimentId), store, budgetBytes);
  }

  /** Returns the frame of a store that is asked for nothing but changes. */
  static StudyFrame over(ChangeStore store, String experimentId, long budgetBytes) {
    return new StudyFrame(new ChangeSource(store, experimentId), null, budgetBytes);
  }

  /** Returns the frame of records that are made anew, and closed, whenever they are read. */
  public static StudyFrame of(Supplier<Stream<RunRecord>> records) {
    return new StudyFrame(new StreamSource(records), null, DEFAULT_BUDGET);
  }

  /** Begins a question about all runs. */
  public FrameQuery all() {
    return new FrameQuery(this, List.of());
  }

  /**
   * Begins a question about the runs for which a filter holds.
   *
   * @throws io.metalab.core.where.FilterException if it does not parse
   */
  public FrameQuery where(String expression) {
    return all().where(expression);
  }

  /** Returns the full names of all fields, those of every record last. */
  public Set<String> fields() {
    return fieldTable().names();
  }

  /** Reads these columns now, so that later questions find them; {@code params.*} works, too. */
  public StudyFrame load(List<String> fields) {
    acquire(fields);
    return this;
  }

  /** Reads what has come, changed or gone since the records were last read. */
  public synchronized FrameChange refresh() {
    if (mark.isEmpty()) {
      acquire(List.of());
      return editor.takeChange(false);
    }
    boolean reloaded = update();
    data = editor.take();
    return editor.takeChange(reloaded);
  }

  /** Returns what is held in memory. */
  public synchronized FrameInfo info() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    data.columns().forEach((name, column) -> sizes.put(name, column.sizeBytes()));
    return new FrameInfo(
        all().count(), sizes, budgetBytes, List.copyOf(scanned), source.isIncremental());
  }

  /**
   * Returns a state that has the columns of these names, with all that they may stand for.
   *
   * @param names of fields, with or without namespace, and {@code metrics.*} and the like
   */
  synchronized FrameData acquire(Collection<String> names) {
    Set<String> needed = new LinkedHashSet<>(ALWAYS);
    Set<String> namespaces = new LinkedHashSet<>();
    for (String name : names) {
      if (name.endsWith(".*")) {
        namespaces.add(name.substring(0, name.length() - 1));
      } else {
        FieldNames.candidates(name).map(FrameData::held).forEach(needed::add);
      }
    }
    boolean first = mark.isEmpty();
    if (first) {
      held.addAll(needed);
      update(field -> namespaces.stream().anyMatch(field::startsWith));
      data = editor.take();
    }
    namespaces.forEach(namespace -> needed.addAll(data.fields().leaves(namespace)));
    if (first) {
      held.addAll(needed);
    } else if (!held.containsAll(needed)) {
      readColumns(needed);
    }
    // Those used last stand last.
    held.removeAll(needed);
    held.addAll(needed);
    FrameData complete = data;
    shrink(needed);
    return complete;
  }

  private void readColumns(Set<String> needed) {
    Set<String> missing = new LinkedHashSet<>(needed);
    missing.removeAll(held);
    if (!source.isIncremental()) {
      held.addAll(missing);
      update();
    } else {
      source.read("", missing::contains, new Keeping());
      held.addAll(missing);
      // What changed while the columns were read is read again, for all columns alike.
      update();
    }
    data = editor.take();
  }

  private boolean update() {
    return update(field -> false);
  }

  /**
   * Reads changes; returns whether all was read anew.
   *
   * @param more which fields to keep besides those that are held
   */
  private boolean update(Predicate<String> more) {
    boolean[] restarted = {false};
    Predicate<String> wanted = more.or(Set.copyOf(held)::contains);
    mark =
        source.read(
            mark,
            wanted,
            new FrameSource.Sink() {
              @Override
              public void restart() {
                editor = new FrameEditor();
                fieldsInDoubt = false;
                restarted[0] = true;
              }

              @Override
              public void page(PageBuffer page) {
                editor.put(page, false);
              }

              @Override
              public void removed(RunId run) {
                editor.remove(run);
                fieldsInDoubt = true;
              }
            });
    editor.loaded();
    updateUnfinished();
    return restarted[0];
  }

  /** Returns the fields that runs have. */
  synchronized FieldTable fieldTable() {
    acquire(List.of());
    if (fieldsInDoubt) {
      readFields();
      data = editor.take();
      fieldsInDoubt = false;
    }
    return data.fields();
  }

  /** Which fields removed runs alone had is told by a look at all that are left. */
  private void readFields() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    source.read(
        "",
        field -> false,
        new FrameSource.Sink() {
          @Override
          public void restart() {
            kinds.clear();
          }

          @Override
          public void page(PageBuffer page) {
            page.addKinds(kinds);
          }

          @Override
          public void removed(RunId run) {}
        });
    editor.keepFields(kinds);
  }

  /** That a writer died is told by looking up what it left running. */
  private void updateUnfinished() {
    if (store == null || !source.isIncremental()) {
      return;
    }
    Map<RunId, String> unfinished = Unfinished.of(editor.take());
    if (unfinished.isEmpty()) {
      return;
    }
    Map<RunId, StoredRun> stored = store.findRuns(unfinished.keySet());
    PageBuffer changed = new PageBuffer(RecordDecoder.STATUS::equals);
    for (Map.Entry<RunId, String> entry : unfinished.entrySet()) {
      StoredRun found = stored.get(entry.getKey());
      if (found != null && isOther(found.status(), entry.getValue())) {
        if (changed.isFull()) {
          editor.put(changed, true);
          changed = new PageBuffer(RecordDecoder.STATUS::equals);
        }
        changed.addRow();
        changed.id(entry.getKey().hex());
        changed.put(
            RecordDecoder.RECORD,
            changed.space(RecordDecoder.RECORD),
            "status",
            found.status().wireName());
      }
    }
    if (changed.rows() > 0) {
      editor.put(changed, true);
    }
  }

  /** Of runs that have ended since the record follows with the next refresh. */
  private static boolean isOther(RunStatus now, String known) {
    return (now == RunStatus.LOST || now == RunStatus.RUNNING) && !now.wireName().equals(known);
  }

  /** Takes columns of runs that are there. */
  private final class Keeping implements FrameSource.Sink {
    @Override
    public void restart() {}

    @Override
    public void page(PageBuffer page) {
      editor.put(page, true);
    }

    @Override
    public void removed(RunId run) {}
  }

  private void shrink(Set<String> needed) {
    List<String> dropped = new ArrayList<>();
    long size = data.sizeBytes();
    for (String name : List.copyOf(held)) {
      if (size <= budgetBytes) {
        break;
      }
      if (!ALWAYS.contains(name)) {
        FrameColumn column = data.columns().get(name);
        size -= column == null ? 0 : column.sizeBytes();
        held.remove(name);
        dropped.add(name);
        if (column != null && needed.contains(name)) {
          scanned.add(name);
        }
      }
    }
    if (!dropped.isEmpty()) {
      editor.drop(dropped);
      data = editor.take();
    }
  }
}
