package io.metalab.cli;

/** The command that starts a Java program again. */
final class JavaCommand {
  private JavaCommand() {}

  /** Returns the command of the program that runs, without its arguments. */
  static String ofThisProcess(String mainClass) {
    return of(System.getProperty("sun.java.command", ""), mainClass);
  }

  /**
   * Returns the command of a program.
   *
   * @param started what the launcher was given: a main class, a jar or, behind the class of the
   *     launcher itself, a source file
   */
  static String of(String started, String mainClass) {
    String[] words = started.split(" ");
    if (words[0].endsWith(".jar")) {
      return "java -jar " + words[0];
    }
    if (words.length > 1 && words[0].startsWith("jdk.compiler/") && words[1].endsWith(".java")) {
      return "java -cp <class path> " + words[1];
    }
    return "java -cp <class path> " + mainClass;
  }
}
