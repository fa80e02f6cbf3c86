package dev.larder;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The computation of a missing value. */
@Name("larder.Load")
@Label("Load")
@Category("Larder")
@Description("The computation of a value that was missing from a cache")
@StackTrace(false)
final class LoadEvent extends Event {
  @Label("Key")
  @Nullable String key;

  @Label("Success")
  boolean success;
}
