package dev.larder.disk;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.BlobWriter;
import dev.larder.storage.Entry;
import dev.larder.storage.SaveOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A process that does with a store what it is told, line by line, and answers each. Told to, it
 * stops in the middle of something, with locks in its hands, until it is told to go on.
 *
 * <pre>
 * save KEY VALUE     answers "saved"
 * load KEY           answers the value, or "nothing"
 * stream KEY         answers "streamed", with a large value on its way
 * commit             answers "saved": what was streamed
 * compact            answers "compacted", or "refused"
 * stop CALL          answers "will stop"; and "stopped" at the next such call on a segment
 * stop CALL SUFFIX   does the same at a call on a file with such a name
 * </pre>
 */
final class Actor {

  private final BufferedReader in =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private final FaultyMedium medium = new FaultyMedium();
  private final Thread self = Thread.currentThread();

  private @Nullable BlobWriter writer;

  private Actor() {}

  public static void main(String[] arguments) throws IOException {
    new Actor().run(Path.of(arguments[0]));
  }

  private void run(Path root) throws IOException {
    DiskStorageConfig config =
        DiskStorageConfig.builder(root)
            .segmentSize(DiskStorageConfig.MIN_SEGMENT_SIZE)
            .largeValue(1000)
            .build();
    try (DiskStorage storage = DiskStorage.open(config, medium)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(answer(storage, line.split(" ")));
      }
    }
  }

  private String answer(DiskStorage storage, String[] words) {
    switch (words[0]) {
      case "save" -> {
        storage.save(Stores.key(words[1]), Blob.ofText(words[2]), SaveOptions.defaults());
        return "saved";
      }
      case "load" -> {
        Blob value = storage.load(Stores.key(words[1])).map(Entry::value).orElse(null);
        return value == null ? "nothing" : value.toText();
      }
      case "stream" -> {
        writer = storage.openWrite(Stores.key(words[1]), SaveOptions.defaults());
        writer.write(new byte[200_000], 0, 200_000);
        return "streamed";
      }
      case "commit" -> {
        writer.commit();
        return "saved";
      }
      case "compact" -> {
        return storage.compact() ? "compacted" : "refused";
      }
      case "stop" -> {
        stopAt(Call.valueOf(words[1]), words.length > 2 ? words[2] : ".seg");
        return "will stop";
      }
      default -> throw new IllegalArgumentException(words[0]);
    }
  }

  private void stopAt(Call where, String suffix) {
    AtomicBoolean first = new AtomicBoolean(true);
    medium.fail(
        (call, file) -> {
          boolean here = call == where && Thread.currentThread() == self;
          if (here && file.toString().endsWith(suffix) && first.getAndSet(false)) {
            System.out.println("stopped");
            return awaitGo();
          }
          return null;
        });
  }

  /** Waits for a line, and returns nothing: the call does not fail. */
  private String awaitGo() {
    try {
      return in.readLine().equals("go on") ? null : "told otherwise";
    } catch (IOException failure) {
      return failure.toString();
    }
  }
}
