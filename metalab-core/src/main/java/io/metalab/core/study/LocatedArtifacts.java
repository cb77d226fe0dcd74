package io.metalab.core.study;

import io.metalab.api.ArtifactValue;
import io.metalab.api.MetalabException;
import io.metalab.core.artifact.ArtifactResolution;
import io.metalab.core.artifact.ArtifactResolver;
import io.metalab.core.study.Item.Dict;
import io.metalab.core.study.Item.Entry;
import io.metalab.core.study.Item.Items;
import io.metalab.core.study.Item.Scalar;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says of artifacts that cannot be used where the declaration of a study names them. */
final class LocatedArtifacts implements ArtifactResolver {
  private final ArtifactResolver resolver;
  private final Dict declaration;

  LocatedArtifacts(ArtifactResolver resolver, Dict declaration) {
    this.resolver = resolver;
    this.declaration = declaration;
  }

  @Override
  public Map<ArtifactValue, ArtifactResolution> resolve(Collection<ArtifactValue> references) {
    return resolver.resolve(references);
  }

  @Override
  public MetalabException problem(
      ArtifactValue reference, String field, ArtifactResolution.Missing missing) {
    return find(declaration, reference, missing.ofName())
        .<MetalabException>map(place -> error(place, reference, missing))
        .orElseGet(() -> resolver.problem(reference, field, missing));
  }

  private static StudyFileException error(
      Place place, ArtifactValue reference, ArtifactResolution.Missing missing) {
    boolean meant = missing.ofName() && !missing.suggestion().isEmpty();
    return place.error(
        missing.code(),
        missing.message(reference),
        meant ? "did you mean '%s'?".formatted(missing.suggestion()) : "",
        missing.ofName() ? "" : missing.suggestion(),
        null);
  }

  private static Optional<Place> find(Item item, ArtifactValue reference, boolean ofName) {
    if (item instanceof Items list) {
      return first(list.items().stream(), reference, ofName);
    }
    if (item instanceof Dict dict) {
      Entry named = dict.entries().get(ofName ? ValueReader.ARTIFACT : ValueReader.RUN);
      return named != null && isReference(dict, reference)
          ? Optional.of(named.item().place())
          : first(dict.entries().values().stream().map(Entry::item), reference, ofName);
    }
    return Optional.empty();
  }

  private static Optional<Place> first(
      Stream<Item> items, ArtifactValue reference, boolean ofName) {
    return items.flatMap(item -> find(item, reference, ofName).stream()).findFirst();
  }

  private static boolean isReference(Dict dict, ArtifactValue reference) {
    return is(dict.entries().get(ValueReader.ARTIFACT), reference.name())
        && is(dict.entries().get(ValueReader.RUN), reference.run());
  }

  private static boolean is(@Nullable Entry entry, String text) {
    return entry != null && entry.item() instanceof Scalar scalar && text.equals(scalar.value());
  }
}
