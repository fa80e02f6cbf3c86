package dev.larder.service;

/**
 * What the service says of itself.
 *
 * @param name its name
 * @param version its version
 * @param status {@code operational}
 * @param environment where it runs, as {@code local}
 */
public record ServiceStatus(String name, String version, String status, String environment) {

  static ServiceStatus of(JsonFields fields) {
    return new ServiceStatus(
        fields.name("name"),
        fields.name("version"),
        fields.name("status"),
        fields.name("environment"));
  }
}
