package io.metalab.core.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What Java files say in comments of what they need, in the words of JBang.
 *
 * @param dependencies the lines of jars
 * @param sources further Java files, as they are written: relative to the file, maybe with globs
 * @param javaOptions options of the process that runs the program
 * @param compilerOptions options of the compiler
 */
record ScriptHeader(
    List<DependencyLine> dependencies,
    List<String> sources,
    List<String> javaOptions,
    List<String> compilerOptions) {
  ScriptHeader {
    dependencies = List.copyOf(dependencies);
    sources = List.copyOf(sources);
    javaOptions = List.copyOf(javaOptions);
    compilerOptions = List.copyOf(compilerOptions);
  }

  /** Returns what the files of one program need together. */
  static ScriptHeader join(List<ScriptHeader> headers) {
    Set<DependencyLine> dependencies = new LinkedHashSet<>();
    Set<String> sources = new LinkedHashSet<>();
    List<String> javaOptions = new ArrayList<>();
    List<String> compilerOptions = new ArrayList<>();
    for (ScriptHeader header : headers) {
      dependencies.addAll(header.dependencies);
      sources.addAll(header.sources);
      javaOptions.addAll(header.javaOptions);
      compilerOptions.addAll(header.compilerOptions);
    }
    return new ScriptHeader(
        List.copyOf(dependencies), List.copyOf(sources), javaOptions, compilerOptions);
  }
}
