/** Programs to read and run. */
@org.jspecify.annotations.NullMarked
module dev.larder.examples {
  requires dev.larder.api;
  requires dev.larder.disk;
  requires dev.larder.json;
  requires java.logging;
  requires static org.jspecify;

  // Jackson makes the records of TypedValues.
  opens dev.larder.examples to
      com.fasterxml.jackson.databind;
}
