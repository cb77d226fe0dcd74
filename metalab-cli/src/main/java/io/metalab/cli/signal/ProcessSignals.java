package io.metalab.cli.signal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The signals of this process, through {@code sun.misc.Signal}, the one interface that the JDK has
 * for them. It is reached by reflection because the compiler warns of every mention.
 */
final class ProcessSignals implements Signals {
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  @Override
  public Subscription subscribe(Consumer<Kind> action) {
    Map<Kind, Object> previous = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      previous.put(kind, handle(kind, handler(() -> action.accept(kind))));
    }
    return () -> previous.forEach(ProcessSignals::handle);
  }

  /** Installs a handler and returns the one before it. */
  private static Object handle(Kind kind, Object handler) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      Object number = signal.getConstructor(String.class).newInstance(kind.signal());
      return signal
          .getMethod("handle", signal, Class.forName(HANDLER))
          .invoke(null, number, handler);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "The signal %s cannot be handled.".formatted(kind.signal()), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("This JVM has no " + SIGNAL + ".", e);
    }
  }

  private static Object handler(Runnable action) {
    InvocationHandler onCall =
        (proxy, method, args) ->
            switch (method.getName()) {
              case "handle" -> {
                action.run();
                yield null;
              }
              case "hashCode" -> System.identityHashCode(proxy);
              case "equals" -> proxy == args[0];
              default -> "metalab";
            };
    try {
      Class<?> type = Class.forName(HANDLER);
      return Proxy.newProxyInstance(
          ProcessSignals.class.getClassLoader(), new Class<?>[] {type}, onCall);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("This JVM has no " + HANDLER + ".", e);
    }
  }
}
