package io.metalab.core.study;

import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Values from a command line that replace those of a study file. Immutable.
 *
 * <p>One value makes a constant of the parameter, several make an axis of the grid, whatever it was
 * in the file. Values are read as in a list of the file: {@code lr=1e-3,1e-2} are two numbers,
 * {@code layers=[32, 32]} is one list, {@code name="a,b"} one text.
 */
public final class StudyOverrides {
  private static final StudyOverrides NONE = new StudyOverrides(Map.of());

  private final Map<String, List<Item>> values;

  private StudyOverrides(Map<String, List<Item>> values) {
    this.values = values;
  }

  /** Returns no overrides. */
  public static StudyOverrides none() {
    return NONE;
  }

  /**
   * Reads overrides of the form {@code name=value[,value]}.
   *
   * @throws MetalabException with {@link ErrorCode#USAGE} if one has another form or a name stands
   *     twice
   */
  public static StudyOverrides parse(List<String> assignments) {
    Map<String, List<Item>> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String name = equals < 0 ? "" : assignment.substring(0, equals).strip();
      if (name.isEmpty()) {
        throw usage("The override '%s' must have the form name=value[,value].", assignment);
      }
      if (values.put(name, values(assignment, assignment.substring(equals + 1))) != null) {
        throw usage("The parameter %s is set twice.", name);
      }
    }
    return new StudyOverrides(values);
  }

  private static List<Item> values(String assignment, String text) {
    List<Item> items;
    try {
      items =
          YamlItems.read("-p " + assignment, "[" + text + "]")
              .map(item -> item instanceof Items list ? list.items() : List.<Item>of())
              .orElse(List.of());
    } catch (StudyFileException e) {
      throw usage("The values of the override '%s' cannot be read.", assignment);
    }
    if (items.isEmpty()) {
      throw usage("The override '%s' has no value.", assignment);
    }
    Place place = new SourceText("-p " + assignment, List.of()).start();
    List<Item> placed = new ArrayList<>();
    items.forEach(item -> placed.add(JsonItems.item(item.plain(), place)));
    return List.copyOf(placed);
  }

  private static MetalabException usage(String message, String argument) {
    return new MetalabException(ErrorCode.USAGE, message.formatted(argument));
  }

  /** Returns a declaration with these values in place of its own. */
  Dict apply(Dict study) {
    Dict changed = study;
    for (Map.Entry<String, List<Item>> override : values.entrySet()) {
      changed =
          dict(study, StudyReader.STAGES).isPresent()
              ? inStage(changed, override.getKey(), override.getValue())
              : apply(changed, override.getKey(), override.getValue());
    }
    return changed;
  }

  /** Of a study of several stages, {@code fit.lr} is the parameter lr of the stage fit. */
  private static Dict inStage(Dict study, String name, List<Item> items) {
    Dict stages = dict(study, StudyReader.STAGES).orElseThrow();
    for (String stage : stages.entries().keySet()) {
      if (name.startsWith(stage + ".") && dict(stages, stage).isPresent()) {
        Dict changed = apply(dict(stages, stage).get(), name.substring(stage.length() + 1), items);
        return set(study, StudyReader.STAGES, set(stages, stage, changed));
      }
    }
    throw usage(
        "The study has stages (%s), so that a parameter is set as stage.name=value, not as %s."
            .formatted(String.join(", ", stages.entries().keySet()), "%s"),
        name);
  }

  private static Dict apply(Dict study, String name, List<Item> items) {
    Place place = items.get(0).place();
    Dict empty = new Dict(Map.of(), place);
    Dict params = dict(study, "params").orElse(empty);
    Dict sweep = dict(study, "sweep").map(found -> remove(found, name, place)).orElse(empty);
    if (items.size() == 1) {
      params = params.with(name, items.get(0));
    } else {
      params = params.without(name);
      Dict grid = dict(sweep, "grid").orElse(empty);
      sweep = sweep.with("grid", grid.with(name, new Items(items, place)));
    }
    Dict changed = withoutSearched(set(study, "params", params), name);
    return sweep.entries().isEmpty() ? changed.without("sweep") : set(changed, "sweep", sweep);
  }

  /** Takes a parameter out of what is searched. */
  private static Dict withoutSearched(Dict study, String name) {
    Optional<Dict> search = dict(study, "search");
    Optional<Dict> space = search.flatMap(found -> dict(found, "space"));
    return space.isEmpty()
        ? study
        : set(study, "search", set(search.orElseThrow(), "space", space.get().without(name)));
  }

  /** Takes a parameter out of a sweep and its parts. */
  private static Dict remove(Dict sweep, String name, Place place) {
    Dict changed = sweep;
    for (String key : List.of("grid", "zip")) {
      Optional<Dict> axes = dict(changed, key).filter(found -> found.entries().containsKey(name));
      if (axes.isPresent()) {
        Dict rest = axes.get().without(name);
        changed = rest.entries().isEmpty() ? changed.without(key) : set(changed, key, rest);
      }
    }
    for (String key : DrawnSweeps.SETTINGS.keySet()) {
      Optional<Dict> axes = dict(changed, key).filter(found -> found.entries().containsKey(name));
      if (axes.isPresent()) {
        Optional<Dict> rest = DrawnSweeps.without(key, axes.get(), name);
        changed = rest.isEmpty() ? changed.without(key) : set(changed, key, rest.get());
      }
    }
    for (String key : List.of("union", "product")) {
      Entry parts = changed.entries().get(key);
      if (parts != null && parts.item() instanceof Items list) {
        List<Item> rest = new ArrayList<>();
        for (Item part : list.items()) {
          rest.add(part instanceof Dict inner ? remove(inner, name, place) : part);
        }
        changed = set(changed, key, new Items(rest, list.place()));
      }
    }
    return changed;
  }

  private static Optional<Dict> dict(Dict parent, String key) {
    return Optional.ofNullable(parent.entries().get(key))
        .map(Entry::item)
        .filter(Dict.class::isInstance)
        .map(Dict.class::cast);
  }

  /** Sets an item and keeps the place of its key. */
  private static Dict set(Dict parent, String key, Item item) {
    Entry before = parent.entries().get(key);
    if (before == null) {
      return parent.with(key, item);
    }
    Map<String, Entry> copy = new LinkedHashMap<>(parent.entries());
    copy.put(key, new Entry(before.keyPlace(), item));
    return new Dict(copy, parent.place());
  }
}
