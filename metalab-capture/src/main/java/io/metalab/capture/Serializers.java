package io.metalab.capture;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactSerializer;
import io.metalab.api.ErrorCode;
import io.metalab.api.MetalabException;
import io.metalab.capture.internal.Extensions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The serializers at hand, by name; immutable. */
public final class Serializers {
  /** The name of the serializer of structured data. */
  public static final String JSON = "json";

  private final SortedMap<String, ArtifactSerializer> byName;

  private Serializers(SortedMap<String, ArtifactSerializer> byName) {
    this.byName = byName;
  }

  /**
   * Returns the serializers that come with the program and those that the class loader provides.
   *
   * @throws MetalabException with {@link ErrorCode#DUPLICATE_PLUGIN} if two have one name, with
   *     {@link ErrorCode#UNKNOWN_PLUGIN} if a provider cannot be loaded
   */
  public static Serializers load(ClassLoader loader) {
    List<ArtifactSerializer> found = new ArrayList<>();
    try {
      ServiceLoader.load(ArtifactSerializer.class, loader).forEach(found::add);
    } catch (ServiceConfigurationError e) {
      throw new MetalabException(
          ErrorCode.UNKNOWN_PLUGIN,
          """
          A serializer on the class path cannot be loaded: %s
          Maybe correct its META-INF/services/%s, or take its jar off the class path.\
          """
              .formatted(e.getMessage(), ArtifactSerializer.class.getName()),
          e);
    }
    return of(found);
  }

  /** Returns these serializers; see {@link #load}. */
  public static Serializers of(Iterable<? extends ArtifactSerializer> serializers) {
    SortedMap<String, ArtifactSerializer> byName = new TreeMap<>();
    for (ArtifactSerializer serializer : serializers) {
      ArtifactSerializer other = byName.putIfAbsent(serializer.name(), serializer);
      if (other != null) {
        throw new MetalabException(
            ErrorCode.DUPLICATE_PLUGIN,
            "Two serializers have the name '%s': %s and %s. Take one of them off the class path."
                .formatted(
                    serializer.name(),
                    other.getClass().getName(),
                    serializer.getClass().getName()));
      }
    }
    return new Serializers(Collections.unmodifiableSortedMap(byName));
  }

  /** Returns the names, sorted. */
  public Set<String> names() {
    return byName.keySet();
  }

  /** Returns the serializer of this name, if there is one. */
  public Optional<ArtifactSerializer> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * Returns the serializer of this name.
   *
   * @throws MetalabException with {@link ErrorCode#UNKNOWN_PLUGIN} if there is none
   */
  public ArtifactSerializer byName(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new MetalabException(
                    ErrorCode.UNKNOWN_PLUGIN,
                    "There is no serializer '%s'. The class path provides %s."
                        .formatted(name, names())));
  }

  /**
   * Returns the serializer that takes an object: the one that has the extension of the artifact's
   * name as its own name, if it accepts the object, else the first in alphabetical order that does.
   *
   * @throws MetalabException with {@link ErrorCode#SERIALIZATION} if none accepts it
   */
  public ArtifactSerializer forValue(Object value, String artifactName) {
    ArtifactSerializer preferred = byName.get(Extensions.of(artifactName));
    if (preferred != null && preferred.accepts(value, artifactName)) {
      return preferred;
    }
    for (ArtifactSerializer serializer : byName.values()) {
      if (serializer.accepts(value, artifactName)) {
        return serializer;
      }
    }
    throw new MetalabException(
        ErrorCode.SERIALIZATION,
        """
        No serializer takes the artifact '%s' of type %s. There are %s.
        Maybe give the name the extension of one of them, name the serializer, or write a file and capture that.\
        """
            .formatted(artifactName, value.getClass().getTypeName(), names()));
  }

  /**
   * Returns the serializer that reads an artifact: the one that wrote it, or for a captured file
   * the one that its extension names.
   */
  Optional<ArtifactSerializer> forReading(ArtifactDescriptor artifact) {
    if (!artifact.serializer().isEmpty()) {
      return Optional.of(byName(artifact.serializer()));
    }
    if (artifact.mediaType().startsWith("text/") && !artifact.mediaType().equals("text/csv")) {
      return find("text");
    }
    return find(Extensions.of(artifact.name()));
  }
}
