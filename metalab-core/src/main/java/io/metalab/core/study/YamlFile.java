package io.metalab.core.study;

import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of YAML 1.2 that is a map and no study, with the places of what stands in it, so that what
 * is wrong is told as it is of studies.
 */
public final class YamlFile {
  private final String title;
  private final Dict dict;

  private YamlFile(String title, Dict dict) {
    this.title = title;
    this.dict = dict;
  }

  /**
   * Reads a file.
   *
   * @param shown the path as it stands in messages
   * @param title what a person calls such a file, such as {@code config}
   * @param file the same path, absolute
   * @throws StudyFileException with the place of what is wrong if it is no map
   * @throws io.metalab.api.MetalabException with FILE_UNREADABLE if it cannot be read
   */
  public static YamlFile read(Path shown, String title, Path file) {
    String name = shown.toString();
    Item item =
        YamlItems.read(name, StudyFile.text(file, title))
            .orElseThrow(() -> SourceText.of(name, "").start().error("the file is empty."));
    if (item instanceof Dict dict) {
      return new YamlFile(title, dict);
    }
    throw Section.wrongKind("a " + title, item, "a map");
  }

  /** Returns all that stands in it, as JSON has it. */
  public Map<String, @Nullable Object> plain() {
    return dict.plain();
  }

  /**
   * Checks that what stands at a path, if anything does, is a map with no other keys.
   *
   * @param path names and numbers of items, with dots between; empty for the whole
   * @throws StudyFileException at the key that is not known
   */
  public YamlFile requireKeys(String path, List<String> keys) {
    find(path).ifPresent(item -> Section.of(path.isEmpty() ? "a " + title : path, item, keys));
    return this;
  }

  /**
   * Returns the error of what stands at a path, or of the innermost that is there of it.
   *
   * @param path names and numbers of items, with dots between; empty for the whole
   * @param problem what is wrong
   * @param hint what to do next, or empty
   */
  public StudyFileException error(String path, String problem, String hint) {
    Item item = dict;
    Place place = dict.place();
    for (String step : path.split("\\.", -1)) {
      Optional<Entry> inner = entry(item, step);
      if (inner.isEmpty()) {
        break;
      }
      boolean leaf = inner.get().item() instanceof Item.Scalar;
      place = leaf ? inner.get().item().place() : inner.get().keyPlace();
      item = inner.get().item();
    }
    return place.error(problem, "", hint);
  }

  private Optional<Item> find(String path) {
    Item item = dict;
    if (path.isEmpty()) {
      return Optional.of(item);
    }
    for (String step : path.split("\\.", -1)) {
      Optional<Entry> inner = entry(item, step);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      item = inner.get().item();
    }
    return Optional.of(item);
  }

  private static Optional<Entry> entry(Item item, String step) {
    if (item instanceof Dict map) {
      return Optional.ofNullable(map.entries().get(step));
    }
    if (item instanceof Items list && step.matches("[0-9]{1,9}")) {
      int index = Integer.parseInt(step);
      return index < list.items().size()
          ? Optional.of(new Entry(list.items().get(index).place(), list.items().get(index)))
          : Optional.empty();
    }
    return Optional.empty();
  }
}
