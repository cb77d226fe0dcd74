package io.metalab.core.where;

import java.util.List;

/** The labels of a run in a filter: equal to a string if one of them is. */
public record Tags(List<String> names) {
  public Tags {
    names = List.copyOf(names);
  }
}
