package dev.larder.service.server;

import java.util.Map;

/**
 * The settings of the JDK's server, which it reads from system properties when it is first used in
 * a process. Those that somebody has set stay.
 */
final class ServerSettings {

  private static final Map<String, String> SETTINGS =
      Map.of(
          // Else the second packet of a reply waits up to 40 ms for an acknowledgement.
          "sun.net.httpserver.nodelay", "true",
          // A connection between requests costs a file and a little memory.
          "sun.net.httpserver.maxIdleConnections", "1000",
          "sun.net.httpserver.idleInterval", "60",
          // Seconds from the start of a request to the end of its headers and body.
          "sun.net.httpserver.maxReqTime", "300",
          // What is left of a body that was refused is read, so that the client sees the answer.
          "sun.net.httpserver.drainAmount", "1048576",
          "sun.net.httpserver.maxReqHeaders", "200");

  private ServerSettings() {}

  /** Sets what nobody has set. */
  static void apply() {
    SETTINGS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }
}
