/** The cache service, embedded in a program or on its own, over any storage. */
@org.jspecify.annotations.NullMarked
module dev.larder.service.server {
  requires com.fasterxml.jackson.databind;
  requires transitive dev.larder.service.client;
  requires dev.larder.json;
  requires jdk.httpserver;
  requires static com.google.auto.service;
  requires static org.jspecify;
}
