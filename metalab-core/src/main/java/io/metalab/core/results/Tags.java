package io.metalab.core.results;

import java.util.List;

/** The labels of a run in a filter: equal to a string if one of them is. */
record Tags(List<String> names) {
  Tags {
    names = List.copyOf(names);
  }
}
