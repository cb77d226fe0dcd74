package io.metalab.core.registry;

import static java.util.Objects.requireNonNull;

import io.metalab.api.DescribedOperation;
import io.metalab.api.ErrorCode;
import io.metalab.api.ExternalOperation;
import io.metalab.api.MetalabException;
import io.metalab.api.Operation;
import io.metalab.api.OperationSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operations that a class loader sees: registered ones by key, all others by class name. */
public final class Operations {
  private final ClassLoader loader;
  private final Plugins<DescribedOperation> registered;

  /**
   * Loads the registered operations.
   *
   * @throws MetalabException with {@link ErrorCode#DUPLICATE_PLUGIN} if two have one key
   */
  public Operations(ClassLoader loader) {
    this.loader = requireNonNull(loader, "loader");
    this.registered =
        Plugins.load(
            "operation", DescribedOperation.class, operation -> operation.spec().key(), loader);
  }

  /** Returns the registered operation of this key, if there is one. */
  public Optional<BoundOperation> find(String key) {
    return registered.find(key).map(BoundOperation::of);
  }

  /**
   * Returns the registered operation of this key.
   *
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_OPERATION} if there is none
   */
  public BoundOperation byKey(String key) {
    return find(key)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.UNKNOWN_OPERATION,
                    "There is no operation '%s'.%s The class path provides %s."
                        .formatted(key, DidYouMean.hint(key, keys()), keys())));
  }

  /** Returns the keys of the registered operations, sorted. */
  public Set<String> keys() {
    return registered.names();
  }

  /** Returns the registered operations, sorted by key. */
  public List<BoundOperation> all() {
    return registered.all().stream().map(BoundOperation::of).toList();
  }

  /**
   * Creates an operation from the name of its class. One that does not describe itself takes
   * whatever it is given, under its class name as key.
   *
   * @param className as {@link Class#getName()} has it, with {@code $} before a nested name
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_OPERATION} if there is no such class,
   *     with {@link ErrorCode#NOT_AN_OPERATION} if it is something else or cannot be created
   */
  public BoundOperation byClassName(String className) {
    Object instance = create(load(className));
    if (instance instanceof DescribedOperation described) {
      return BoundOperation.of(described);
    }
    return new BoundOperation(undescribed(className), (Operation) instance);
  }

  /**
   * Makes an external operation again, by the static method of its class that takes a definition.
   *
   * @param definition what {@link ExternalOperation#definition()} gave
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_OPERATION} if there is no such class,
   *     with {@link ErrorCode#NOT_AN_OPERATION} if it does not make an operation of the definition
   */
  public ExternalOperation ofDefinition(String className, Map<String, Object> definition) {
    try {
      Object made = load(className).getMethod("ofDefinition", Map.class).invoke(null, definition);
      if (made instanceof ExternalOperation external) {
        return external;
      }
      throw notAnOperation(className, "its ofDefinition gives no external operation");
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw notAnOperation(className, "its ofDefinition threw " + cause, cause);
    } catch (ReflectiveOperationException e) {
      throw notAnOperation(
          className, "it has no public static method ofDefinition(Map) that makes it", e);
    }
  }

  /** Returns the description of an operation of this class that does not describe itself. */
  public static OperationSpec undescribed(String className) {
    return OperationSpec.open(className.replace('$', '.'));
  }

  private Class<?> load(String className) {
    try {
      return Class.forName(className, false, loader);
    } catch (ClassNotFoundException e) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_OPERATION,
          """
          There is no class '%s' on the class path. A nested class is written Outer$Inner.
          Maybe add what holds it with 'run: {classpath: [...]}' or --classpath.\
          """
              .formatted(className),
          e);
    } catch (LinkageError e) {
      throw notAnOperation(className, "it cannot be loaded (" + e + ")", e);
    }
  }

  private static Object create(Class<?> type) {
    if (!Operation.class.isAssignableFrom(type)) {
      throw new MetalabException(
          ErrorCode.NOT_AN_OPERATION,
          "The class %s is not an operation: it is %s that does not implement %s."
              .formatted(type.getName(), kind(type), Operation.class.getName()));
    }
    try {
      return type.getConstructor().newInstance();
    } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
      throw notAnOperation(
          type.getName(),
          "it is %s without a public constructor that takes no parameters".formatted(kind(type)),
          e);
    } catch (InvocationTargetException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw notAnOperation(type.getName(), "its constructor threw " + cause, cause);
    } catch (LinkageError e) {
      throw notAnOperation(type.getName(), "it cannot be initialised (" + e + ")", e);
    }
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "an annotation";
    }
    if (type.isInterface()) {
      return "an interface";
    }
    if (type.isEnum()) {
      return "an enum";
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return "an abstract class";
    }
    return Modifier.isPublic(type.getModifiers()) ? "a class" : "a class that is not public";
  }

  private static MetalabException notAnOperation(String name, String why) {
    return new MetalabException(ErrorCode.NOT_AN_OPERATION, unusable(name, why));
  }

  private static MetalabException notAnOperation(String name, String why, Throwable cause) {
    return new MetalabException(ErrorCode.NOT_AN_OPERATION, unusable(name, why), cause);
  }

  private static String unusable(String name, String why) {
    return "The class %s cannot be used as an operation: %s.".formatted(name, why);
  }
}
