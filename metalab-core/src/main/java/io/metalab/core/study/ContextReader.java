package io.metalab.core.study;

import io.metalab.api.ContextSpec;
import io.metalab.api.MetalabException;
import io.metalab.api.Params;
import io.metalab.core.registry.ContextBuilders;

/**
 * Reads the context of a study: named values, and under {@code builder} the class that builds the
 * context of them in each worker.
 */
final class ContextReader {
  private static final String CONTEXT = "context";
  private static final String BUILDER = "builder";

  private ContextReader() {}

  /**
   * Returns the manifest of the context.
   *
   * @throws StudyFileException if a value has no canonical form, or the builder is no class that
   *     can build
   */
  static ContextSpec read(Item item, StudyScope scope) {
    if (!(item instanceof Item.Dict dict)) {
      throw Section.wrongKind(CONTEXT, item, "a map");
    }
    Params values = ValueReader.params(CONTEXT, dict.without(BUILDER));
    Item.Entry builder = dict.entries().get(BUILDER);
    return builder == null
        ? ContextSpec.of(values)
        : new ContextSpec(values, builder(builder.item(), scope));
  }

  private static String builder(Item item, StudyScope scope) {
    String name = Section.text(CONTEXT + "." + BUILDER, item);
    try {
      ContextBuilders.byClassName(name, scope.classLoader());
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
    return name;
  }
}
