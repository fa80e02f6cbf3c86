package dev.larder.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.larder.storage.Blob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A response that was read to its end. */
record Answer(int status, Optional<String> type, Blob body, Optional<String> requestId) {

  private static final String NO_ID = "-".repeat(36);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Asserts the status and returns this. */
  Answer is(int expected) {
    assertThat(status).as(text()).isEqualTo(expected);
    // The original forgets it where it fails itself.
    assertThat(requestId.orElse(status == 500 ? NO_ID : "")).hasSize(36);
    return this;
  }

  byte[] bytes() {
    return body.toByteArray();
  }

  String text() {
    return body.toText();
  }

  JsonNode json() {
    try {
      return MAPPER.readTree(bytes());
    } catch (IOException notJson) {
      throw new UncheckedIOException(text(), notJson);
    }
  }

  /** Returns the value of that path of names, as {@code metadata.cache_id}. */
  JsonNode at(String path) {
    return json().at("/" + path.replace('.', '/'));
  }

  String string(String path) {
    return at(path).asText();
  }

  /** Returns the texts of the array at the path, which is empty for the whole. */
  List<String> strings(String path) {
    JsonNode array = path.isEmpty() ? json() : at(path);
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
