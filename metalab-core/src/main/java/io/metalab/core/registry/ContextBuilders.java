package io.metalab.core.registry;

import io.metalab.api.ContextBuilder;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.lang.reflect.InvocationTargetException;

/** Creates context builders from the names of their classes. */
public final class ContextBuilders {
  private ContextBuilders() {}

  /**
   * Creates the builder of a class.
   *
   * @param className as {@link Class#getName()} has it, with {@code $} before a nested name
   * @param loader sees the class
   * @throws MetalabException with {@link ErrorCode#CONTEXT_FAILED} if there is no such class, it is
   *     no builder, or it cannot be created
   */
  public static ContextBuilder byClassName(String className, ClassLoader loader) {
    try {
      return Class.forName(className, true, loader)
          .asSubclass(ContextBuilder.class)
          .getConstructor()
          .newInstance();
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new MetalabException(
          ErrorCode.CONTEXT_FAILED,
          "The constructor of the context builder %s threw %s.".formatted(className, cause),
          cause);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new MetalabException(
          ErrorCode.CONTEXT_FAILED,
          "The context builder %s must be a public class on the class path that implements ContextBuilder and has a public constructor without parameters: %s."
              .formatted(className, e),
          e);
    }
  }
}
