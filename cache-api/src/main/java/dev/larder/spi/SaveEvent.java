package dev.larder.spi;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A save of one entry: by itself, committed, or in a batch, whose entries share its time. */
@Name("larder.Save")
@Label("Save")
@Category("Larder")
@Description("A save of one entry to a storage")
@StackTrace(false)
final class SaveEvent extends Event {
  @Label("Storage")
  @Nullable String storage;

  @Label("Key")
  @Nullable String key;

  @Label("Size")
  @DataAmount
  long size;
}
