package dev.larder.service;

/** Where the cache service is that a client talks to. */
public enum ServiceMode {
  /** Elsewhere: at a URL. */
  REMOTE,
  /** In this process, behind a free port of the loopback interface. */
  LOCAL_SERVER,
  /** In this process, called without a socket. */
  IN_MEMORY
}
