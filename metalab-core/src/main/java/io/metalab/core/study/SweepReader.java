package io.metalab.core.study;

import io.metalab.api.MetalabException;
import io.metalab.api.ParamCase;
import io.metalab.api.ParamSource;
import io.metalab.api.Params;
import io.metalab.core.params.Distribution;
import io.metalab.core.params.ParamSources;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Scalar;
import io.metalab.core.where.FilterException;
import io.metalab.core.where.Where;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is swept.
 *
 * <p>The keys of a sweep multiply in the order in which they are written, the last one changing
 * fastest; {@code where} then filters.
 */
final class SweepReader {
  static final List<String> KEYS = keys();

  private final Path baseDirectory;
  private final ParamChecks checks;
  private final AxisReader axes;
  private final Params constants;

  SweepReader(Path baseDirectory, ParamChecks checks, Params constants) {
    this.baseDirectory = baseDirectory;
    this.checks = checks;
    this.axes = new AxisReader(checks);
    this.constants = constants;
  }

  private static List<String> keys() {
    List<String> keys = new ArrayList<>(List.of("grid", "zip"));
    keys.addAll(DrawnSweeps.SETTINGS.keySet());
    keys.addAll(List.of("cases", "when", "union", "product", "where"));
    return List.copyOf(keys);
  }

  /**
   * A source and the parameters it gives.
   *
   * @param source the points
   * @param names all parameters that some of them have
   */
  record Sweep(ParamSource source, Set<String> names) {}

  /** Reads a sweep; the constants are added to each point. */
  Sweep read(Item item) {
    Sweep swept = unfiltered(item);
    Set<String> names = new LinkedHashSet<>(constants.names());
    names.addAll(swept.names());
    ParamSource all =
        constants.names().isEmpty()
            ? swept.source()
            : ParamSources.constants(constants, swept.source());
    return filtered(item, new Sweep(all, names));
  }

  /** Reads a part of a sweep, which has no constants. */
  private Sweep part(Item item) {
    return filtered(item, unfiltered(item));
  }

  private Sweep unfiltered(Item item) {
    Section section = Section.of("sweep", item, KEYS);
    List<ParamSource> factors = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    section
        .entries()
        .forEach(
            (key, entry) -> {
              if (!key.equals("where")) {
                Sweep factor = factor(key, entry);
                factor.names().forEach(name -> addOnce(names, name, entry));
                factors.add(factor.source());
              }
            });
    if (factors.isEmpty()) {
      return new Sweep(ParamSources.single(), names);
    }
    return new Sweep(
        factors.size() == 1
            ? factors.get(0)
            : placed(item, () -> ParamSources.product(factors.toArray(ParamSource[]::new))),
        names);
  }

  private static void addOnce(Set<String> names, String name, Entry entry) {
    if (!names.add(name)) {
      throw entry
          .keyPlace()
          .error("the parameter %s is swept twice.".formatted(name), "", "leave it out of one");
    }
  }

  private Sweep factor(String key, Entry entry) {
    Item item = entry.item();
    if (DrawnSweeps.SETTINGS.containsKey(key)) {
      return drawn(key, item);
    }
    return switch (key) {
      case "grid" -> axes(item, ParamSources::grid);
      case "zip" -> axes(item, ParamSources::zip);
      case "cases" -> cases(item);
      case "when" -> conditional(item);
      case "union" -> parts("union", item, ParamSources::union);
      default -> parts("product", item, ParamSources::product);
    };
  }

  private interface AxesSource {
    ParamSource of(Map<String, List<@Nullable Object>> axes);
  }

  private Sweep axes(Item item, AxesSource source) {
    Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
    Section.anyMap("sweep.grid", item)
        .forEach(
            (name, entry) -> {
              checkName(name, entry);
              values.put(name, axes.values(name, entry.item()));
            });
    if (values.isEmpty()) {
      throw item.place().error("there is no axis here.", "", "write name: [values]");
    }
    return new Sweep(placed(item, () -> source.of(values)), values.keySet());
  }

  private Sweep drawn(String kind, Item item) {
    DrawnSweeps drawn = DrawnSweeps.of(kind, item);
    Map<String, Distribution> distributions = new LinkedHashMap<>();
    drawn
        .parameters()
        .forEach(
            (name, entry) -> {
              checkName(name, entry);
              distributions.put(name, axes.distribution(name, entry.item()));
            });
    return new Sweep(drawn.source(distributions), distributions.keySet());
  }

  private Sweep cases(Item item) {
    if (item instanceof Scalar) {
      Path file = baseDirectory.resolve(Section.text("cases", item));
      ParamSource source = placed(item, () -> ParamSources.cases(file));
      Set<String> names = new LinkedHashSet<>();
      source.stream().map(ParamCase::params).map(Params::names).forEach(names::addAll);
      names.forEach(name -> checks.checkName(name, item.place()));
      names.forEach(name -> checkNotConstant(name, item.place()));
      return new Sweep(source, names);
    }
    List<Params> points = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Item inner : Section.list("cases", item)) {
      Section.anyMap("a case", inner)
          .forEach(
              (name, entry) -> {
                checkName(name, entry);
                checks.checkValue(
                    name, ValueReader.value(name, entry.item()), entry.item().place());
              });
      Params point = ValueReader.params("cases[%d]".formatted(points.size()), inner);
      names.addAll(point.names());
      points.add(point);
    }
    if (points.isEmpty()) {
      throw item.place().error("there is no case here.");
    }
    return new Sweep(placed(item, () -> ParamSources.list(points)), names);
  }

  /** Reads {@code when: {name: {value: sweep, …}}}. */
  private Sweep conditional(Item item) {
    Map<String, Entry> choices = Section.anyMap("sweep.when", item);
    if (choices.size() != 1) {
      throw item.place().error("when takes one parameter with a sweep for each of its values.");
    }
    String name = choices.keySet().iterator().next();
    Entry choice = choices.values().iterator().next();
    checkName(name, choice);
    Map<String, ParamSource> branches = new LinkedHashMap<>();
    Set<String> names = new LinkedHashSet<>(Set.of(name));
    Section.anyMap("sweep.when." + name, choice.item())
        .forEach(
            (value, entry) -> {
              checks.checkValue(name, value, entry.keyPlace());
              Sweep branch = part(orEmpty(entry.item()));
              branches.put(value, branch.source());
              names.addAll(branch.names());
            });
    return new Sweep(placed(item, () -> ParamSources.conditional(name, branches)), names);
  }

  /** A branch without params of its own may be left empty. */
  private static Item orEmpty(Item item) {
    return item instanceof Scalar scalar && scalar.value() == null
        ? new Item.Dict(Map.of(), item.place())
        : item;
  }

  private interface PartsSource {
    ParamSource of(ParamSource... parts);
  }

  private Sweep parts(String key, Item item, PartsSource source) {
    List<ParamSource> sources = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Item inner : Section.list("sweep." + key, item)) {
      Sweep part = part(inner);
      if (key.equals("product")) {
        part.names().forEach(name -> addOnce(names, name, new Entry(inner.place(), inner)));
      }
      names.addAll(part.names());
      sources.add(part.source());
    }
    if (sources.isEmpty()) {
      throw item.place().error("there is no sweep here.");
    }
    return new Sweep(placed(item, () -> source.of(sources.toArray(ParamSource[]::new))), names);
  }

  private Sweep filtered(Item item, Sweep sweep) {
    Section section = Section.of("sweep", item, KEYS);
    if (!section.has("where")) {
      return sweep;
    }
    Item where = section.find("where").orElseThrow();
    String text = Section.text("where", where);
    Predicate<Params> test;
    try {
      test = Where.overParams(text, sweep.names());
    } catch (FilterException e) {
      throw inText(where.place(), text, e);
    }
    return new Sweep(
        placed(where, () -> ParamSources.filter(sweep.source(), text, test)), sweep.names());
  }

  /** Points at the word itself where the text stands in the file as it was read. */
  private static StudyFileException inText(Place place, String text, FilterException e) {
    Place exact = place.within(text, e.start(), e.end());
    return exact.error(e.code(), e.problem(), e.hint(), "", e);
  }

  private void checkName(String name, Entry entry) {
    checks.checkName(name, entry.keyPlace());
    checkNotConstant(name, entry.keyPlace());
  }

  private void checkNotConstant(String name, Place place) {
    if (constants.has(name)) {
      throw place.error(
          "the parameter %s is both a constant and swept.".formatted(name),
          "",
          "leave it out of params");
    }
  }

  private static <T> T placed(Item item, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (StudyFileException e) {
      throw e;
    } catch (MetalabException e) {
      throw item.place().error(e);
    }
  }
}
