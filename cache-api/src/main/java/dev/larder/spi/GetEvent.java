package dev.larder.spi;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * A load of one entry: by itself, opened for reading, or in a batch, whose entries share its time.
 */
@Name("larder.Get")
@Label("Get")
@Category("Larder")
@Description("A load of one entry from a storage")
@StackTrace(false)
final class GetEvent extends Event {
  @Label("Storage")
  @Nullable String storage;

  @Label("Key")
  @Nullable String key;

  @Label("Hit")
  boolean hit;

  @Label("Size")
  @DataAmount
  long size;
}
