package io.dymad.edmd;

import io.dymad.numerics.Matrix;
import java.util.List;

/**
 * The functions of several dictionaries, one after the other.
 *
 * @param parts at least one, all of states of one size
 */
public record JoinedDictionary(List<Dictionary> parts) implements Dictionary {
  public JoinedDictionary {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There is no dictionary to join.");
    }
    for (Dictionary part : parts) {
      if (part.stateSize() != parts.get(0).stateSize()) {
        throw new IllegalArgumentException(
            "Dictionaries of states of %d and of %d variables cannot be joined."
                .formatted(parts.get(0).stateSize(), part.stateSize()));
      }
    }
  }

  /** Returns the functions of these dictionaries. */
  public static JoinedDictionary of(Dictionary... parts) {
    return new JoinedDictionary(List.of(parts));
  }

  @Override
  public int stateSize() {
    return parts.get(0).stateSize();
  }

  @Override
  public List<String> names() {
    return parts.stream().flatMap(part -> part.names().stream()).toList();
  }

  @Override
  public Matrix evaluate(Matrix states) {
    return parts.stream().map(part -> part.evaluate(states)).reduce(Matrix::beside).orElseThrow();
  }

  @Override
  public Matrix derivative(Matrix states, Matrix directions) {
    return parts.stream()
        .map(part -> part.derivative(states, directions))
        .reduce(Matrix::beside)
        .orElseThrow();
  }
}
