package dev.larder.disk;

import dev.larder.disk.FaultyMedium.Call;
import dev.larder.storage.Blob;
import dev.larder.storage.SaveOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that stops in the middle of a save, with locks in its hands, until it is told to go on.
 */
final class Holder {

  static final String KEY = "held";

  private Holder() {}

  public static void main(String[] arguments) throws IOException {
    Call where = Call.valueOf(arguments[1]);
    FaultyMedium medium = new FaultyMedium();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (DiskStorage storage =
        DiskStorage.open(DiskStorageConfig.builder(Path.of(arguments[0])).build(), medium)) {
      if (where != Call.OPEN) {
        // So that there is a segment, and the call is one of the save itself.
        storage.save(Stores.key("first"), Blob.ofText("of the holder"), SaveOptions.defaults());
      }
      AtomicBoolean first = new AtomicBoolean(true);
      medium.fail(
          (call, file) -> {
            if (call == where && file.toString().endsWith(".seg") && first.getAndSet(false)) {
              System.out.println("holds");
              return read(in);
            }
            return null;
          });
      storage.save(Stores.key(KEY), Blob.ofText("of the holder"), SaveOptions.defaults());
      System.out.println("saved");
    }
  }

  /** Waits for a line, and returns nothing: the call does not fail. */
  private static String read(BufferedReader in) {
    try {
      return in.readLine().equals("go on") ? null : "told otherwise";
    } catch (IOException failure) {
      return failure.toString();
    }
  }
}
