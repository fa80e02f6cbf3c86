package dev.larder.service;

import java.time.Instant;
import java.util.Optional;

/**
 * Which server answered.
 *
 * @param serverId the id it was given; empty if none
 * @param serverName the name it was given; empty if none
 * @param instanceId an id that it made when it started
 * @param bootTime when it started
 */
public record ServerIdentity(
    Optional<String> serverId, Optional<String> serverName, String instanceId, Instant bootTime) {

  static ServerIdentity of(JsonFields fields) {
    return new ServerIdentity(
        fields.find("server_id"),
        fields.find("server_name"),
        fields.name("server_instance_id"),
        fields.instant("server_boot_time"));
  }
}
