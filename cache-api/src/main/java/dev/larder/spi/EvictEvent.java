package dev.larder.spi;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The removal of an entry that nobody asked for. */
@Name("larder.Evict")
@Label("Evict")
@Category("Larder")
@Description("The removal of an entry by the storage itself")
@StackTrace(false)
final class EvictEvent extends Event {
  @Label("Storage")
  @Nullable String storage;

  @Label("Key")
  @Nullable String key;

  @Label("Cause")
  @Nullable String cause;
}
