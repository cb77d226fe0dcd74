package io.metalab.cli.study;

import io.metalab.StudyBuilder;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls main methods for the studies that they declare, without running these. */
public final class MainMethods {
  private static final ThreadLocal<List<StudyBuilder>> DECLARED = new ThreadLocal<>();

  private MainMethods() {}

  /**
   * Takes a study that the main method on this thread declares, if it was called for that alone.
   * Then this does not return; in a program of its own it does nothing.
   */
  public static void declare(StudyBuilder study) {
    List<StudyBuilder> declared = DECLARED.get();
    if (declared != null) {
      declared.add(study);
      throw new Declared();
    }
  }

  /**
   * Calls a main method without arguments; what it prints goes to stderr, since stdout is for data.
   *
   * @return the study that it declares, or empty if it returns without declaring one
   * @throws InvocationTargetException what it throws before
   */
  static Optional<StudyBuilder> call(Method main)
      throws InvocationTargetException, IllegalAccessException {
    List<StudyBuilder> declared = new ArrayList<>();
    PrintStream out = System.out;
    DECLARED.set(declared);
    System.setOut(System.err);
    try {
      main.invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      if (declared.isEmpty()) {
        throw e;
      }
    } finally {
      System.setOut(out);
      DECLARED.remove();
    }
    return declared.stream().findFirst();
  }

  /** Leaves a main method that has said all that is wanted; programs do not catch errors. */
  private static final class Declared extends Error {
    private static final long serialVersionUID = 1L;

    Declared() {
      super("The study is declared.", null, false, false);
    }
  }
}
