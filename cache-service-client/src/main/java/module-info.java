/**
 * A client of the cache service, a storage over it, and the transport by which either reaches one.
 */
@org.jspecify.annotations.NullMarked
@SuppressWarnings(
    "module") // the server's module, which shares framing and zips, is built after this one
module dev.larder.service.client {
  requires com.fasterxml.jackson.core;
  requires transitive dev.larder.api;
  requires dev.larder.json;
  requires java.net.http;
  requires static com.google.auto.service;
  requires static org.jspecify;

  exports dev.larder.service;
  exports dev.larder.service.http to
      dev.larder.service.server;
  exports dev.larder.service.transport;
  exports dev.larder.service.zip to
      dev.larder.service.server;

  uses dev.larder.service.transport.EmbeddedService;

  provides dev.larder.spi.StorageProvider with
      dev.larder.service.ServiceStorageProvider;
}
