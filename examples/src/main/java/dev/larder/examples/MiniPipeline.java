package dev.larder.examples;

import dev.larder.backend.CacheBackend;
import dev.larder.backend.NodeSignature;
import dev.larder.storage.Blob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The least that a pipeline does: a step runs only if its code or its input is a new one. */
final class MiniPipeline {

  private final CacheBackend backend;
  private final List<String> steps = new ArrayList<>();

  MiniPipeline(CacheBackend backend) {
    this.backend = backend;
  }

  /** Runs three steps, the second in that version, and returns what happened to each. */
  String run(String greeting, int version) {
    steps.clear();
    String clean = step("clean", 1, greeting, String::strip);
    String loud = step("louder", version, clean, text -> text + "!".repeat(version));
    String framed = step("frame", 1, loud, text -> "* " + text + " *");
    return String.join("  ", steps) + "  " + framed;
  }

  private String step(String node, int version, String input, UnaryOperator<String> code) {
    NodeSignature now =
        new NodeSignature(node, "v" + version, "", "input " + input.hashCode(), "", Instant.now());
    Optional<Blob> kept =
        backend.getMeta(node).filter(now::matches).flatMap(same -> backend.getBlob(node));
    steps.add("%s %-4s".formatted(node, kept.isPresent() ? "HIT" : "MISS"));
    return kept.isPresent() ? kept.get().toText() : store(now, code.apply(input));
  }

  private String store(NodeSignature now, String result) {
    // The result first: whoever finds the signature must find its result, too.
    backend.setBlob(now.node(), Blob.ofText(result));
    backend.setMeta(now);
    return result;
  }
}
