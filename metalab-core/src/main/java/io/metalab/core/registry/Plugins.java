package io.metalab.core.registry;

import static java.util.Objects.requireNonNull;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The plugins of one kind that a class loader sees, by their short names; immutable.
 *
 * @param <P> the type of the plugins
 */
public final class Plugins<P> {
  private final String kind;
  private final SortedMap<String, P> byName;

  private Plugins(String kind, SortedMap<String, P> byName) {
    this.kind = kind;
    this.byName = byName;
  }

  /**
   * Loads all providers of a type.
   *
   * @param kind what a plugin is called in messages, such as {@code store}
   * @param type the service
   * @param nameOf the short name of a plugin
   * @param loader sees the plugins
   * @throws MetalabException with {@link ErrorCode#DUPLICATE_PLUGIN} if two have one name, with
   *     {@link ErrorCode#UNKNOWN_PLUGIN} if a provider cannot be loaded
   */
  public static <P> Plugins<P> load(
      String kind, Class<P> type, Function<? super P, String> nameOf, ClassLoader loader) {
    SortedMap<String, P> byName = new TreeMap<>();
    try {
      for (P plugin : ServiceLoader.load(type, loader)) {
        String name = name(kind, plugin, nameOf);
        P other = byName.putIfAbsent(name, plugin);
        if (other != null) {
          throw duplicate(kind, name, other, plugin);
        }
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_PLUGIN,
          """
          A %s on the class path cannot be loaded: %s%s
          Maybe correct its META-INF/services/%s, or take its jar off the class path.\
          """
              .formatted(kind, e.getMessage(), cause(e), type.getName()),
          e);
    }
    return new Plugins<>(kind, Collections.unmodifiableSortedMap(byName));
  }

  /**
   * Returns the plugin of this name.
   *
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_PLUGIN} if there is none
   */
  public P byName(String name) {
    P plugin = byName.get(name);
    if (plugin == null) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_PLUGIN,
          "There is no %s '%s'.%s The class path provides %s."
              .formatted(kind, name, DidYouMean.hint(name, names()), names()));
    }
    return plugin;
  }

  /** Returns the plugin of this name, if there is one. */
  public Optional<P> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the names, sorted. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Returns the plugins, sorted by name. */
  public Collection<P> all() {
    return byName.values();
  }

  private static <P> String name(String kind, P plugin, Function<? super P, String> nameOf) {
    try {
      return requireNonNull(nameOf.apply(plugin), "name");
    } catch (RuntimeException e) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_PLUGIN,
          "The %s of class %s cannot tell its name: %s"
              .formatted(kind, plugin.getClass().getName(), e),
          e);
    }
  }

  private static MetalabException duplicate(String kind, String name, Object one, Object two) {
    return new MetalabException(
        ErrorCode.DUPLICATE_PLUGIN,
        "Two %ss have the name '%s': %s and %s. Take one of them off the class path."
            .formatted(kind, name, one.getClass().getName(), two.getClass().getName()));
  }

  private static String cause(Throwable error) {
    return error.getCause() == null ? "." : " (" + error.getCause() + ").";
  }
}
