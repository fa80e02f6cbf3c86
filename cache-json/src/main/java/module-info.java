/** JSON codecs, and the JSON form of node signatures. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the client is compiled after this module
module dev.larder.json {
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jdk8;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires transitive dev.larder.api;
  requires static org.jspecify;

  exports dev.larder.json;
  exports dev.larder.json.print to
      dev.larder.service.client;

  // Jackson makes the record behind a node signature's JSON.
  opens dev.larder.json to
      com.fasterxml.jackson.databind;
}
