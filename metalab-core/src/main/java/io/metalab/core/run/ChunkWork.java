package io.metalab.core.run;

import com.google.common.primitives.ImmutableIntArray;
import com.google.common.primitives.ImmutableLongArray;
import io.metalab.core.plan.StudyPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is left to do of a chunk.
 *
 * @param chunk number of the chunk
 * @param todos its runs that are to be executed
 */
record ChunkWork(long chunk, List<Todo> todos) {
  /** What is left of a chunk that others hold, in the fewest bytes. */
  record Held(long chunk, ImmutableLongArray indexes, ImmutableIntArray attempts) {
    static Held of(long chunk, Collection<Todo> todos) {
      return new Held(
          chunk,
          ImmutableLongArray.copyOf(todos.stream().mapToLong(todo -> todo.run().index())),
          ImmutableIntArray.copyOf(todos.stream().mapToInt(Todo::attempts)));
    }

    ChunkWork work(StudyPlan plan) {
      List<Todo> todos = new ArrayList<>(indexes.length());
      for (int i = 0; i < indexes.length(); i++) {
        todos.add(new Todo(plan.runAt(indexes.get(i)), attempts.get(i)));
      }
      return new ChunkWork(chunk, todos);
    }
  }
}
