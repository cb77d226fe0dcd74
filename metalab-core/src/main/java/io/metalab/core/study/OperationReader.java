package io.metalab.core.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.registry.BoundOperation;
import io.metalab.core.registry.DidYouMean;
import java.util.List;
import java.util.Set;

/** Reads the operation of a study: the key of a registered one, or a map of a known form. */
final class OperationReader {
  static final List<OperationForm> FORMS =
      List.of(new ClassForm(), new CommandForm(), new ScriptForm());

  private OperationReader() {}

  /**
   * Returns the operation.
   *
   * @throws StudyFileException if it has no known form or cannot be found
   */
  static BoundOperation read(Item item, StudyScope scope) {
    try {
      return item instanceof Item.Dict dict ? ofForm(dict, scope) : ofKey(item, scope);
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }

  private static BoundOperation ofKey(Item item, StudyScope scope) {
    String key = Section.text("operation", item);
    return scope
        .operations()
        .find(key)
        .orElseThrow(() -> unknown(item.place(), key, scope.operations().keys()));
  }

  private static BoundOperation ofForm(Item.Dict dict, StudyScope scope) {
    for (OperationForm form : FORMS) {
      if (dict.entries().containsKey(form.keys().get(0))) {
        return form.read(Section.of("operation", dict, form.keys()), scope);
      }
    }
    List<String> all = FORMS.stream().flatMap(form -> form.keys().stream()).toList();
    Section section = Section.of("operation", dict, all);
    List<String> first = FORMS.stream().map(form -> form.keys().get(0)).toList();
    throw section
        .place()
        .error("operation needs one of the keys %s.".formatted(String.join(", ", first)));
  }

  private static StudyFileException unknown(Place place, String key, Set<String> keys) {
    return place.error(
        ErrorCode.UNKNOWN_OPERATION,
        "there is no operation '%s'; the class path provides %s."
            .formatted(key, keys.isEmpty() ? "none" : String.join(", ", keys)),
        DidYouMean.closest(key, keys).map("did you mean '%s'?"::formatted).orElse(""),
        "run: {classpath: [...]} brings your own",
        null);
  }
}
