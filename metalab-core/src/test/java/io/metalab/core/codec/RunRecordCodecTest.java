package io.metalab.core.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metalab.api.ArtifactDescriptor;
import io.metalab.api.ArtifactValue;
import io.metalab.api.DirValue;
import io.metalab.api.FileValue;
import io.metalab.api.Params;
import io.metalab.api.Provenance;
import io.metalab.api.RunError;
import io.metalab.api.RunId;
import io.metalab.api.RunRecord;
import io.metalab.api.RunStatus;
import io.metalab.api.SeedBundle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class RunRecordCodecTest {
  private static final RunId ID = new RunId("ab".repeat(32));
  private static final String DIGEST = "0f".repeat(32);

  @Test
  void keepsEveryFieldOfManyRecords() {
    for (long seed = 0; seed < 300; seed++) {
      RunRecord record = random(new Random(seed));

      byte[] json = RunRecordCodec.encode(record);

      assertThat(RunRecordCodec.decode(json)).as("seed %d", seed).isEqualTo(record);
      assertThat(RunRecordCodec.encode(RunRecordCodec.decode(json))).isEqualTo(json);
    }
  }

  @Test
  void writesIdAndStatusFirstAndLeavesOutWhatIsEmpty() {
    RunRecord record = RunRecord.builder().runId(ID).experimentId("e:1").build();

    assertThat(new String(RunRecordCodec.encode(record), UTF_8))
        .isEqualTo(
            "{\"id\":\""
                + ID.hex()
                + "\",\"status\":\"success\",\"attempt\":1,\"experiment\":\"e:1\","
                + "\"computation\":\"\",\"provenance\":{},\"seed\":{\"root\":\"0\"},"
                + "\"started\":\"1970-01-01T00:00:00Z\",\"finished\":\"1970-01-01T00:00:00Z\"}");
  }

  @Test
  void checksumIsTheOneOfTheTextWithTheDigestOfTheProvenance() {
    RunRecord record =
        RunRecord.builder()
            .runId(ID)
            .experimentId("e:1")
            .provenance(new Provenance(Map.of("host", "a")))
            .build();
    // printf '{"host":"a"}' | sha256sum
    String provenance = "f624db42c3ba28b3014cd6148de38e24cd778600412596c8c2c99b8bf7107fb5";
    String text =
        "{\"id\":\""
            + ID.hex()
            + "\",\"status\":\"success\",\"attempt\":1,\"experiment\":\"e:1\","
            + "\"computation\":\"\",\"provenance\":\""
            + provenance
            + "\",\"seed\":{\"root\":\"0\"},"
            + "\"started\":\"1970-01-01T00:00:00Z\",\"finished\":\"1970-01-01T00:00:00Z\"";
    CRC32C crc = new CRC32C();
    crc.update(text.getBytes(UTF_8));

    assertThat(RunRecordCodec.checksum(record)).isEqualTo((int) crc.getValue());
  }

  @Test
  void keepsIntegersDoublesTextsAndNonFiniteNumbersApart() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("long", Long.MIN_VALUE);
    metrics.put("integral double", 3.0);
    metrics.put("negative zero", -0.0);
    metrics.put("tiny", Double.MIN_VALUE);
    metrics.put("huge", Double.MAX_VALUE);
    metrics.put("nan", Double.NaN);
    metrics.put("text nan", "NaN");
    metrics.put("plus", Double.POSITIVE_INFINITY);
    metrics.put("minus", Double.NEGATIVE_INFINITY);
    metrics.put("$number", "a name with a dollar sign");
    metrics.put("flag", false);
    RunRecord record = RunRecord.builder().runId(ID).metrics(metrics).build();

    assertThat(RunRecordCodec.decode(RunRecordCodec.encode(record)).metrics()).isEqualTo(metrics);
  }

  @Test
  void writesTextsInUtf8AndEscapesWhatJsonReserves() {
    assertThat(text(new JsonBytes(8).string("a\"b\\\n\u0001é\"ü\t😀")))
        .isEqualTo("\"a\\\"b\\\\\\n\\u0001é\\\"ü\\t😀\"");
  }

  @Test
  void writesDoublesWithTheirShortestDigits() {
    // Double.toString of JDK 17 prints 2.0E-3 as 0.002 but 2.2250738585072014E-308 and 2.0E23 with
    // more digits than needed; the shortest ones are those of Ryu and Schubfach.
    assertThat(text(new JsonBytes(8).number(Double.parseDouble("2e23")))).isEqualTo("2.0E23");
    assertThat(text(new JsonBytes(8).number(Double.MIN_VALUE))).isEqualTo("4.9E-324");
    assertThat(text(new JsonBytes(8).number(0.1))).isEqualTo("0.1");
  }

  @Test
  void keepsFileReferencesAndKeysWithDollarSigns() {
    Params params =
        Params.of(
            "file", new FileValue("a b.csv", DIGEST),
            "dir", new DirValue("d", "*.csv", DIGEST),
            "artifact", new ArtifactValue(ID, "x/y", DIGEST),
            "unresolved", List.of(FileValue.of("c")),
            "map", Map.of("$file", "not a reference", "$$sha256", "neither"));
    RunRecord record = RunRecord.builder().runId(ID).params(params).build();

    assertThat(RunRecordCodec.decode(RunRecordCodec.encode(record)).params()).isEqualTo(params);
  }

  @Test
  void writesInstantsAsIsoTextsWithNanoseconds() {
    for (String instant :
        List.of(
            "2026-11-20T23:59:59.000000001Z",
            "1969-12-31T23:59:59.999999999Z",
            "2024-02-29T00:00:00Z",
            "0001-01-01T01:02:03.500000000Z",
            "+12345-01-01T00:00:00Z",
            "-0044-03-15T12:00:00Z")) {
      assertThat(text(new JsonBytes(8).instant(Instant.parse(instant))))
          .isEqualTo("\"" + instant + "\"");
    }
  }

  @Test
  void findsAProvenanceByItsReference() {
    Provenance provenance = new Provenance(Map.of("code", DIGEST));
    JsonBytes out = new JsonBytes(64);
    RunRecordCodec.writeOpen(RunRecord.builder().runId(ID).build(), "ref", out);
    byte[] json = out.raw('}').toByteArray();

    RunRecord decoded =
        RunRecordCodec.decode(
            json, 0, json.length, ref -> ref.equals("ref") ? provenance : Provenance.NONE);

    assertThat(decoded.provenance()).isEqualTo(provenance);
    assertThat(RunRecordCodec.provenance(RunRecordCodec.provenanceText(provenance)))
        .isEqualTo(provenance);
  }

  @Test
  void refusesWhatIsNotARecord() {
    for (String text : List.of("", "[]", "{", "{\"id\":1}", "{} {}", "{\"id\":\"x\"}")) {
      assertThatThrownBy(() -> RunRecordCodec.decode(text.getBytes(UTF_8)))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static String text(JsonBytes out) {
    return new String(out.toByteArray(), UTF_8);
  }

  private static RunRecord random(Random random) {
    RunStatus status = List.of(RunStatus.values()).get(random.nextInt(5));
    return RunRecord.builder()
        .runId(new RunId("%064x".formatted(random.nextLong())))
        .experimentId(text(random))
        .status(status)
        .attempt(1 + random.nextInt(9))
        .identity(text(random))
        .computation(random.nextBoolean() ? DIGEST : "")
        .operation(text(random))
        .contextFingerprint(text(random))
        .paramsFingerprint(text(random))
        .seedFingerprint(text(random))
        .params(Params.copyOf(values(random, 3)))
        .seeds(new SeedBundle("r" + text(random), random.nextInt(3) - 1, texts(random)))
        .caseId(text(random))
        .started(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)))
        .finished(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000) * 1_000_000L))
        .metrics(Map.of("m" + text(random), number(random), "t", text(random)))
        .derived(random.nextBoolean() ? Map.of() : Map.of("d", random.nextLong()))
        .timings(random.nextBoolean() ? Map.of() : Map.of("$t", Duration.ofNanos(random.nextInt())))
        .artifacts(
            random.nextBoolean()
                ? List.of()
                : List.of(
                    new ArtifactDescriptor(
                        "a/b", DIGEST, 7, "text/csv", text(random), Map.of("$k", text(random)))))
        .resultDigest(random.nextBoolean() ? DIGEST : "")
        .provenance(new Provenance(values(random, 2)))
        .tags(texts(random))
        .notes(texts(random))
        .error(
            status == RunStatus.FAILED
                ? new RunError("E", text(random), text(random), text(random))
                : RunError.NONE)
        .build();
  }

  private static Map<String, Object> values(Random random, int depth) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      values.put(text(random), depth == 0 ? number(random) : value(random, depth - 1));
    }
    return values;
  }

  private static Object value(Random random, int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> text(random);
      case 1 -> random.nextBoolean();
      case 2 -> values(random, depth);
      case 3 -> List.of(number(random), text(random));
      default -> number(random);
    };
  }

  private static Object number(Random random) {
    double bits = Double.longBitsToDouble(random.nextLong());
    return random.nextBoolean() || !Double.isFinite(bits) ? (Object) (long) random.nextInt() : bits;
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      texts.add(text(random) + i);
    }
    return texts;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    String alphabet = "ab\"\\/\n\t\r\u0001\u001f\u007fé€$ \ud83d\ude00";
    for (int i = random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(alphabet.codePointCount(0, alphabet.length()));
      text.appendCodePoint(alphabet.codePointAt(alphabet.offsetByCodePoints(0, at)));
    }
    return text.toString();
  }
}
