package io.metalab.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.metalab.api.RunStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RunTableTest {
  private static final List<RunStatus> STATUSES = List.of(RunStatus.values());

  private final SegmentEntries entries = new SegmentEntries();
  private final RunTable table =
      new RunTable(
          (segment, offset, otherSegment, otherOffset) ->
              segment != otherSegment
                  ? Integer.compare(segment, otherSegment)
                  : Integer.compare(offset, otherOffset));

  private static Id id(Random random) {
    return new Id(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private void add(Id id, int attempt, RunStatus status, int offset) {
    entries.add(id, attempt, status, id.a(), 0, offset, 100, offset);
    table.add(0, entries, entries.size - 1, 0);
  }

  @Test
  void agreesWithAMapForManyRuns() {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      RunTable many = new RunTable((s, offset, t, other) -> Integer.compare(offset, other));
      SegmentEntries rows = new SegmentEntries();
      Map<Id, Integer> expected = new HashMap<>();
      for (int i = 0; i < 3000; i++) {
        // Ids that share their first 64 bits meet in the same slot.
        Id id = random.nextInt(3) == 0 ? new Id(random.nextInt(9), i, 0, 0) : id(random);
        if (expected.putIfAbsent(id, i) == null) {
          rows.add(id, 1, STATUSES.get(random.nextInt(5)), 0, 0, i, 1, i);
          many.add(0, rows, rows.size - 1, 0);
        }
      }
      assertThat(many.size()).isEqualTo(expected.size());
      expected.forEach((id, offset) -> assertThat(many.offset(many.find(id))).isEqualTo(offset));
      assertThat(many.find(id(random))).isEqualTo(RunTable.NONE);
    }
  }

  @Test
  void takesUpAHundredBytesARunAtMost() {
    Random random = new Random(1);
    for (int i = 0; i < 200_000; i++) {
      add(id(random), 1, RunStatus.SUCCESS, i);
    }
    assertThat(table.sizeBytes() / 200_000).isLessThan(120);
  }

  @Test
  void replacesARunningAttemptByItsEndInEitherOrder() {
    Id one = new Id(1, 1, 1, 1);
    add(one, 1, RunStatus.RUNNING, 10);
    add(one, 1, RunStatus.FAILED, 20);
    Id other = new Id(2, 2, 2, 2);
    add(other, 1, RunStatus.FAILED, 30);
    add(other, 1, RunStatus.RUNNING, 40);

    assertThat(table.size()).isEqualTo(2);
    assertThat(table.status(table.effective(table.find(one)))).isEqualTo(RunStatus.FAILED);
    assertThat(table.offset(table.effective(table.find(other)))).isEqualTo(30);
  }

  @Test
  void choosesTheSmallestChecksumAmongEquals() {
    Id id = new Id(1, 1, 1, 1);
    entries.add(id, 1, RunStatus.SUCCESS, 0, 0, 10, 100, 0xffff0000);
    entries.add(id, 1, RunStatus.SUCCESS, 0, 0, 20, 100, 7);
    entries.add(id, 1, RunStatus.SUCCESS, 0, 0, 30, 100, 0x7fff0000);
    for (int entry = 0; entry < 3; entry++) {
      table.add(0, entries, entry, 0);
    }
    int head = table.find(id);
    assertThat(table.attempts(head)).extracting(table::offset).containsExactly(20, 30, 10);
  }

  @Test
  void choosesTheLowestAttemptAmongSuccesses() {
    Id id = new Id(1, 1, 1, 1);
    add(id, 2, RunStatus.SUCCESS, 30);
    add(id, 1, RunStatus.SUCCESS, 40);
    add(id, 3, RunStatus.FAILED, 10);

    int head = table.find(id);
    assertThat(table.offset(table.effective(head))).isEqualTo(40);
    assertThat(table.attempts(head)).extracting(table::attempt).containsExactly(1, 2, 3);
    assertThat(table.highestAttempt(head)).isEqualTo(3);
  }

  @Test
  void forgetsAttemptsUpToANumber() {
    Id id = new Id(1, 1, 1, 1);
    add(id, 1, RunStatus.SUCCESS, 10);
    add(id, 2, RunStatus.FAILED, 20);
    int head = table.find(id);

    table.remove(head, 1);
    assertThat(table.status(table.effective(head))).isEqualTo(RunStatus.FAILED);
    table.remove(head, 2);
    assertThat(table.effective(head)).isEqualTo(RunTable.NONE);
    add(id, 3, RunStatus.RUNNING, 30);
    assertThat(table.attempt(table.effective(head))).isEqualTo(3);
  }

  @Test
  void findsRowsByComputationWhileItGrows() {
    ComputationIndex computations = new ComputationIndex(table);
    for (int i = 0; i < 2000; i++) {
      Id id = new Id(i % 7, i, 0, 0);
      add(id, 1, RunStatus.SUCCESS, i);
      if (i % 100 == 0) {
        assertThat(computations.rows(i % 7)).hasSize(i / 7 + 1).isSorted();
      }
    }
    assertThat(computations.rows(99)).isEmpty();
  }
}
