package dev.larder.testkit;

import static dev.larder.testkit.ConditionFaults.options;
import static dev.larder.testkit.Fault.around;

import dev.larder.storage.EntryMetadata;
import dev.larder.storage.SaveOptions;
import dev.larder.storage.SaveRequest;
import dev.larder.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Faults of attributes and tags. */
final class LabelFaults {

  private LabelFaults() {}

  static List<Fault> all() {
    return Stream.of(attributes(), tags()).flatMap(List::stream).toList();
  }

  private static List<Fault> attributes() {
    return List.of(
        around("forgets attributes", s -> options(s, o -> o.withAttributes(Map.of()))),
        around(
            "trims attribute values",
            s -> options(s, o -> o.withAttributes(mapped(o.attributes(), String::strip)))),
        around(
            "cuts attributes at 512 bytes",
            s ->
                options(
                    s,
                    o ->
                        o.withAttributes(
                            mapped(
                                o.attributes(), a -> a.substring(0, Math.min(a.length(), 170)))))),
        around(
            "adds to the old attributes",
            s ->
                new Faulty(s)
                    .onSave(
                        (k, v, o) -> {
                          Map<String, String> all =
                              new TreeMap<>(
                                  s.stat(k).map(EntryMetadata::attributes).orElse(Map.of()));
                          boolean old = all.containsKey("old");
                          all.putAll(o.attributes());
                          return s.save(k, v, old ? o.withAttributes(all) : o);
                        })),
        around(
            "forgets attributes in a batch",
            s -> batchOptions(s, o -> o.withAttributes(Map.of()))));
  }

  private static List<Fault> tags() {
    return List.of(
        around(
            "writes tags in lower case",
            s ->
                options(
                    s, o -> o.tags().contains("RED") ? SaveOptions.defaults().withTags("red") : o)),
        around(
            "keeps fifteen tags",
            s ->
                options(
                    s,
                    o ->
                        o.tags().size() == 16
                            ? SaveOptions.defaults()
                                .withTags(
                                    List.copyOf(o.tags()).subList(0, 15).toArray(new String[0]))
                            : o)),
        around(
            "forgets tags in a batch",
            s -> batchOptions(s, o -> o.tags().isEmpty() ? o : SaveOptions.defaults())));
  }

  private static Map<String, String> mapped(
      Map<String, String> attributes, UnaryOperator<String> change) {
    Map<String, String> mapped = new TreeMap<>();
    attributes.forEach((name, value) -> mapped.put(name, change.apply(value)));
    return mapped;
  }

  private static Storage batchOptions(Storage s, UnaryOperator<SaveOptions> change) {
    return new Faulty(s)
        .onSaveAll(
            rs ->
                s.saveAll(
                    rs.stream()
                        .map(
                            r ->
                                new SaveRequest(
                                    r.key(),
                                    r.value(),
                                    r.value().size() == 5
                                        ? change.apply(r.options())
                                        : r.options()))
                        .toList()));
  }
}
