package dev.larder.json;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.larder.Codec;
import dev.larder.backend.NodeSignature;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * The JSON form of node signatures, the same that the Python pipelines write:
 *
 * <pre>{@code
 * {"node_name": "clean::7", "code_hash": "20d7b7c7ac12780b", "env_hash": "",
 *  "inputs_hash": "44136fa355b3678a", "deps_hash": "e3b0c44298fc1c14", "timestamp": 1731000000.123}
 * }</pre>
 *
 * <p>The timestamp is in seconds since 1970; digits below the millisecond are cut. Fields that are
 * not known are ignored. One that is missing or {@code null}, or a timestamp more than 253402300799
 * seconds away from 1970, makes the document undecodable.
 */
public final class NodeSignatureJson {

  private static final JsonCodec<Fields> FIELDS = JsonCodec.of(Fields.class);
  private static final Codec<NodeSignature> CODEC =
      Codec.of(
          signature -> FIELDS.encode(Fields.of(signature)),
          bytes -> FIELDS.decode(bytes).signature());

  private NodeSignatureJson() {}

  /** Returns the codec of one signature. Thread-safe. */
  public static Codec<NodeSignature> codec() {
    return CODEC;
  }

  /** The document: the names and their order are those of the Python side. */
  @JsonPropertyOrder({
    "node_name",
    "code_hash",
    "env_hash",
    "inputs_hash",
    "deps_hash",
    "timestamp"
  })
  record Fields(
      @JsonProperty("node_name") String node,
      @JsonProperty("code_hash") String codeHash,
      @JsonProperty("env_hash") String envHash,
      @JsonProperty("inputs_hash") String inputsHash,
      @JsonProperty("deps_hash") String depsHash,
      @JsonProperty("timestamp") BigDecimal timestamp) {

    private static final BigDecimal MAX_SECONDS =
        BigDecimal.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

    private static final int MAX_SCALE = 1_000;

    Fields {
      requireNonNull(node);
      requireNonNull(codeHash);
      requireNonNull(envHash);
      requireNonNull(inputsHash);
      requireNonNull(depsHash);
      // Before anything is made of a number that may be 1e999999999 or 1e-999999999: as whole
      // milliseconds each would take as many digits.
      if (timestamp.scale() > MAX_SCALE || timestamp.abs().compareTo(MAX_SECONDS) > 0) {
        throw new IllegalArgumentException("timestamp is out of range");
      }
    }

    static Fields of(NodeSignature signature) {
      return new Fields(
          signature.node(),
          signature.codeHash(),
          signature.envHash(),
          signature.inputsHash(),
          signature.depsHash(),
          BigDecimal.valueOf(signature.timestamp().toEpochMilli(), 3));
    }

    NodeSignature signature() {
      BigDecimal millis = timestamp.movePointRight(3).setScale(0, RoundingMode.FLOOR);
      return new NodeSignature(
          node,
          codeHash,
          envHash,
          inputsHash,
          depsHash,
          Instant.ofEpochMilli(millis.longValueExact()));
    }
  }
}
