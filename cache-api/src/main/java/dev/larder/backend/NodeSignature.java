package dev.larder.backend;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What a cached result of a pipeline node was made of. A result may be used again when the
 * signature of the call at hand {@link #matches} the stored one.
 *
 * <p>A hash is any text; an empty one says that the part plays no role.
 *
 * @param node the node, with the item where results are kept per item; also the key of the result
 * @param codeHash the code of the node
 * @param envHash what the caller declared about the environment
 * @param inputsHash the values that the node was called with
 * @param depsHash the nodes upstream
 * @param timestamp when the result was made, to the millisecond
 */
public record NodeSignature(
    String node,
    String codeHash,
    String envHash,
    String inputsHash,
    String depsHash,
    Instant timestamp) {

  /**
   * Checks the node, and that nothing is null, and cuts the timestamp to the millisecond.
   *
   * @throws IllegalArgumentException if the node is empty
   */
  public NodeSignature {
    Objects.requireNonNull(node, "node");
    Objects.requireNonNull(codeHash, "codeHash");
    Objects.requireNonNull(envHash, "envHash");
    Objects.requireNonNull(inputsHash, "inputsHash");
    Objects.requireNonNull(depsHash, "depsHash");
    Objects.requireNonNull(timestamp, "timestamp");
    if (node.isEmpty()) {
      throw new IllegalArgumentException("node must not be empty");
    }
    timestamp = timestamp.truncatedTo(ChronoUnit.MILLIS);
  }

  /** Returns whether all four hashes agree; node and timestamp play no role. */
  public boolean matches(NodeSignature other) {
    return codeHash.equals(other.codeHash)
        && envHash.equals(other.envHash)
        && inputsHash.equals(other.inputsHash)
        && depsHash.equals(other.depsHash);
  }
}
