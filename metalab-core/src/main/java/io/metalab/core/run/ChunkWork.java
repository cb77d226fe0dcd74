package io.metalab.core.run;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is left to do of a chunk, in the fewest bytes; its runs are made when they are needed.
 *
 * @param chunk number of the chunk
 * @param indexes where its runs that are to be executed stand in the plan
 * @param attempts the highest attempt number of each that is stored or was removed, or 0
 */
record ChunkWork(long chunk, ImmutableLongArray indexes, ImmutableIntArray attempts) {
  static ChunkWork of(long chunk, Collection<Todo> todos) {
    Builder builder = new Builder();
    todos.forEach(todo -> builder.add(todo.run().index(), todo.attempts()));
    return builder.build(chunk);
  }

  boolean isEmpty() {
    return indexes.isEmpty();
  }

  int size() {
    return indexes.length();
  }

  /** Returns the first runs, or all if there are no more. */
  List<Todo> todos(StudyPlan plan, int most) {
    int count = Math.min(most, size());
    List<Todo> todos = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      todos.add(new Todo(plan.runAt(indexes.get(i)), attempts.get(i)));
    }
    return todos;
  }

  List<Todo> todos(StudyPlan plan) {
    return todos(plan, size());
  }

  /** Collects runs in the order of the plan. */
  static final class Builder {
    private final ImmutableLongArray.Builder indexes = ImmutableLongArray.builder();
    private final ImmutableIntArray.Builder attempts = ImmutableIntArray.builder();

    void add(long index, int attempt) {
      indexes.add(index);
      attempts.add(attempt);
    }

    ChunkWork build(long chunk) {
      return new ChunkWork(chunk, indexes.build(), attempts.build());
    }
  }
}
