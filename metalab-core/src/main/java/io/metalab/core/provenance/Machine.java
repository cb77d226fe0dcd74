package io.metalab.core.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process runs on and with. */
public final class Machine {
  private static final Pattern MODEL = Pattern.compile("(?m)^(?:model name|Model)\\s*:\\s*(.+)$");
  private static final Pattern PASSWORD = Pattern.compile("(://[^:/@\\s]*):[^/@\\s]+@");

  private static final Pattern NATIVE =
      Pattern.compile(".*-(linux|macosx|osx|windows)-[a-z0-9_]+.*\\.jar");

  /** Variables that change how numbers are computed or which devices compute them. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "CUDA_VISIBLE_DEVICES",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "MKL_NUM_THREADS",
          "OMP_NUM_THREADS",
          "OPENBLAS_NUM_THREADS",
          "SLURM_JOB_ID");

  private Machine() {}

  static Map<String, Object> java() {
    Map<String, Object> java = new LinkedHashMap<>();
    java.put("version", Runtime.version().toString());
    java.put("vendor", System.getProperty("java.vendor", ""));
    java.put("vm", System.getProperty("java.vm.name", ""));
    java.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    return java;
  }

  static Map<String, Object> os() {
    Map<String, Object> os = new LinkedHashMap<>();
    os.put("name", System.getProperty("os.name", ""));
    os.put("version", System.getProperty("os.version", ""));
    os.put("arch", System.getProperty("os.arch", ""));
    return os;
  }

  static Map<String, Object> cpu() {
    Map<String, Object> cpu = new LinkedHashMap<>();
    cpu.put("model", cpuModel(firstBytes(Path.of("/proc/cpuinfo"))));
    cpu.put("cores", Runtime.getRuntime().availableProcessors());
    return cpu;
  }

  static String cpuModel(String cpuinfo) {
    Matcher matcher = MODEL.matcher(cpuinfo);
    return matcher.find() ? matcher.group(1).strip() : System.getProperty("os.arch", "");
  }

  /** Returns the name of this machine. */
  public static String host() {
    String name = firstBytes(Path.of("/proc/sys/kernel/hostname")).strip();
    if (!name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** Returns the command line without the passwords of URIs. */
  static String command(String commandLine) {
    return PASSWORD.matcher(commandLine).replaceAll("$1:***@");
  }

  static SortedMap<String, Object> environment(Map<String, String> all) {
    SortedMap<String, Object> kept = new TreeMap<>();
    for (String name : ENVIRONMENT) {
      String value = all.get(name);
      if (value != null) {
        kept.put(name, value);
      }
    }
    return kept;
  }

  /** Returns the properties that say on how many threads something computes. */
  static SortedMap<String, Object> threadProperties(Properties all) {
    SortedMap<String, Object> kept = new TreeMap<>();
    for (String name : all.stringPropertyNames()) {
      if (name.endsWith(".threads")) {
        kept.put(name, all.getProperty(name));
      }
    }
    return kept;
  }

  /** Returns the names of the jars of native code, which hold versions and platform, sorted. */
  static List<String> natives(List<Path> classPath) {
    return classPath.stream()
        .map(entry -> String.valueOf(entry.getFileName()))
        .filter(name -> NATIVE.matcher(name).matches())
        .distinct()
        .sorted()
        .toList();
  }

  /** Files below /proc tell no size, and /proc/cpuinfo says the same for each processor. */
  private static String firstBytes(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(4096), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
