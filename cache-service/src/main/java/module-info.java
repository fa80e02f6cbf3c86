/** The cache service, embedded in a program or on its own, over any storage. */
@org.jspecify.annotations.NullMarked
module dev.larder.service.server {
  requires com.fasterxml.jackson.core;
  requires transitive dev.larder.service.client;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.larder.service.server;

  provides dev.larder.service.transport.EmbeddedService with
      dev.larder.service.server.EmbeddedCacheService;
}
