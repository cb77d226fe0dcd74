package io.dymad.numerics;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Memory outside the heap for the blocks of three matrices, which is kept and used again: the first
 * touch of fresh memory takes more time than many a product.
 */
final class Workspace {
  /** As many as threads work at once; what others needed is freed. */
  private static final int KEPT = Runtime.getRuntime().availableProcessors();

  private static final ConcurrentLinkedQueue<Workspace> IDLE = new ConcurrentLinkedQueue<>();

  private final DoublePointer[] parts = {
    new DoublePointer(0L), new DoublePointer(0L), new DoublePointer(0L)
  };
  private final DoublePointer one = new DoublePointer(1, 0);
  private final DoublePointer factor = new DoublePointer(1, 0);

  private Workspace() {}

  /** Does work with memory that nobody else uses meanwhile. */
  static void lend(Consumer<Workspace> work) {
    Workspace idle = IDLE.poll();
    Workspace own = idle == null ? new Workspace() : idle;
    try {
      work.accept(own);
    } finally {
      if (IDLE.size() < KEPT) {
        IDLE.add(own);
      } else {
        own.free();
      }
    }
  }

  /** Returns the memory of a matrix, 0 to 2, for at least so many doubles of any content. */
  DoublePointer part(int index, long size) {
    if (parts[index].capacity() < size) {
      parts[index].close();
      parts[index] = new DoublePointer(size);
    }
    return parts[index].position(0);
  }

  /** Returns the complex number 1. */
  DoublePointer one() {
    return one;
  }

  /** Returns a real number as a complex one, in the same memory for all. */
  DoublePointer factor(double value) {
    return factor.put(0, value);
  }

  private void free() {
    one.close();
    factor.close();
    for (DoublePointer part : parts) {
      part.close();
    }
  }
}
