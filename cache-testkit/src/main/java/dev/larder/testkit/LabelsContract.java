package dev.larder.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.storage.Capability;
import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Group: attributes and tags. */
abstract class LabelsContract extends ContractGroup {

  LabelsContract(StorageContractTest kit) {
    super(kit);
  }

  private void assertKept(SaveOptions options) {
    EntryMetadata saved = save(KEY, "value", options);
    assertThat(saved.attributes()).isEqualTo(options.attributes());
    assertThat(saved.tags()).isEqualTo(options.tags());
    assertThat(storage.stat(KEY)).contains(saved);
    assertThat(storage.load(KEY).orElseThrow().metadata()).isEqualTo(saved);
  }

  @Test
  void attributes_areKept() {
    if (lacks(Capability.ATTRIBUTES)) {
      return;
    }
    assertKept(DEFAULTS.withAttribute("content-type", "text/plain").withAttribute("a.b_c-1", "x"));
  }

  @Test
  void attributeValues_areAnyUnicode() {
    if (lacks(Capability.ATTRIBUTES)) {
      return;
    }
    assertKept(
        DEFAULTS.withAttributes(
            Map.of(
                "empty", "",
                "space", "  a  ",
                "lines", "a\r\nb\tc\u0000d",
                "wide", "日本語 🙂 e\u0301",
                "marks", "=,;:\"'%&\\")));
  }

  @Test
  void largestAttributes_areKept() {
    if (lacks(Capability.ATTRIBUTES)) {
      return;
    }
    assertKept(DEFAULTS.withAttribute("n".repeat(63), "語".repeat((1024 - 63) / 3)));
  }

  @Test
  void overwrittenAttributes_areForgotten() {
    if (lacks(Capability.ATTRIBUTES)) {
      return;
    }
    save(KEY, "old", DEFAULTS.withAttribute("old", "1").withAttribute("both", "1"));
    assertKept(DEFAULTS.withAttribute("both", "2"));
    save(KEY, "plain");
    assertThat(storage.stat(KEY).orElseThrow().attributes()).isEmpty();
  }

  @Test
  void attributesInABatch_areKept() {
    if (lacks(Capability.ATTRIBUTES)) {
      return;
    }
    SaveOptions options = DEFAULTS.withAttribute("who", "me");
    storage.saveAll(
        List.of(
            new SaveRequest(KEY, text("value"), options),
            SaveRequest.of(key("plain"), text("value"))));
    assertThat(storage.stat(KEY).orElseThrow().attributes()).isEqualTo(options.attributes());
    assertThat(storage.stat(key("plain")).orElseThrow().attributes()).isEmpty();
  }

  @Test
  void tags_areKept() {
    if (lacks(Capability.TAGS)) {
      return;
    }
    assertKept(DEFAULTS.withTags("red", "RED", "user:42", "a/b", "v1.0-x_y"));
  }

  @Test
  void mostTags_areKept() {
    if (lacks(Capability.TAGS)) {
      return;
    }
    String[] tags = new String[16];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = "t".repeat(62) + (char) ('a' + i) + "/";
    }
    assertKept(DEFAULTS.withTags(tags));
  }

  @Test
  void tagsInABatch_areKept() {
    if (lacks(Capability.TAGS)) {
      return;
    }
    SaveOptions options = DEFAULTS.withTags("red");
    storage.saveAll(List.of(new SaveRequest(KEY, text("value"), options)));
    assertThat(storage.stat(KEY).orElseThrow().tags()).isEqualTo(options.tags());
  }
}
