package io.metalab.core.provenance;

import io.metalab.core.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** The classes that are reached from one class, and the jars beyond which it was not followed. */
final class ReachableCode {
  private static final String SUFFIX = ".class";

  /** The Java platform, and this program. */
  private static final Pattern PLATFORM =
      Pattern.compile(
          "(?:java|jdk|sun|com/sun)/.*"
              + "|io/metalab/(?:[^/]+|(?:api|capture|core|store|executor|testkit|cli)/.*)");

  private final ClassLoader loader;
  private final String home;
  private final SortedMap<String, String> classes = new TreeMap<>();
  private final Set<String> jars = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> open = new ArrayDeque<>();

  private ReachableCode(ClassLoader loader, String home) {
    this.loader = loader;
    this.home = home;
  }

  /**
   * Follows a class.
   *
   * @throws IOException if a class file cannot be read
   * @throws IllegalArgumentException if a class file is of a version that is not known yet
   */
  static ReachableCode from(Class<?> root) throws IOException {
    String name = root.getName().replace('.', '/');
    @Nullable ClassLoader loader = root.getClassLoader();
    @Nullable URL url = loader == null ? null : loader.getResource(name + SUFFIX);
    if (loader == null || url == null) {
      return new ReachableCode(ClassLoader.getSystemClassLoader(), "");
    }
    ReachableCode code = new ReachableCode(loader, origin(url, name));
    code.seen.add(name);
    code.read(name, url);
    while (!code.open.isEmpty()) {
      code.visit(code.open.remove());
    }
    return code;
  }

  /** Returns the digest of each class by its internal name. */
  SortedMap<String, String> classes() {
    return Collections.unmodifiableSortedMap(classes);
  }

  /** Returns the digests of the jars, sorted. */
  SortedSet<String> jarDigests() throws IOException {
    SortedSet<String> digests = new TreeSet<>();
    for (String jar : jars) {
      digests.add(FileHashes.of(Path.of(URI.create(jar))));
    }
    return digests;
  }

  private void visit(String name) throws IOException {
    @Nullable URL url = loader.getResource(name + SUFFIX);
    if (url == null) {
      return;
    }
    String origin = origin(url, name);
    if (origin.equals(home) || url.getProtocol().equals("file")) {
      read(name, url);
    } else if (origin.startsWith("jar:file:")) {
      jars.add(origin.substring("jar:".length(), origin.length() - "!/".length()));
    }
  }

  private void read(String name, URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    ClassWriter writer = new ClassWriter(0);
    try (InputStream in = connection.getInputStream()) {
      // Written anew, so that the constant pool holds no trace of the debug data.
      new ClassReader(in).accept(new ClassRemapper(writer, new Names()), ClassReader.SKIP_DEBUG);
    }
    byte[] digest = CanonicalJson.newSha256().digest(writer.toByteArray());
    classes.put(name, HexFormat.of().formatHex(digest));
  }

  /** Returns the jar up to and including {@code !/}, or the directory, that holds a class. */
  private static String origin(URL url, String name) {
    String text = url.toString();
    int inside = text.indexOf("!/");
    return inside >= 0
        ? text.substring(0, inside + 2)
        : text.substring(0, Math.max(0, text.length() - name.length() - SUFFIX.length()));
  }

  /** Notes every class that is mentioned, and changes none. */
  private final class Names extends Remapper {
    @Override
    public String map(String internalName) {
      if (!PLATFORM.matcher(internalName).matches() && seen.add(internalName)) {
        open.add(internalName);
      }
      return internalName;
    }
  }
}
