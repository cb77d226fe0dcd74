package io.metalab.core.script;

import java.nio.file.Path;
import java.util.List;

/**
 * What was found for the {@code //DEPS} lines of a program.
 *
 * @param jars absolute paths, in the order of a class path; without those of this program
 * @param remarks what a person should know of the choice
 */
record Resolution(List<Path> jars, List<String> remarks) {
  Resolution {
    jars = List.copyOf(jars);
    remarks = List.copyOf(remarks);
  }
}
