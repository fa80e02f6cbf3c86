package dev.larder.service.server;

import dev.larder.service.transport.ServiceRequest.Method;
import java.util.Optional;
import java.util.UUID;

/** Says what this service is, and that it is there. */
final class InfoRoutes {

  /** The version of the contract that is kept. */
  private static final String CONTRACT = "v0.14.1";

  private final Engine engine;
  private final String instanceId = UUID.randomUUID().toString();
  private final long bootTime;

  private InfoRoutes(Engine engine) {
    this.engine = engine;
    this.bootTime = engine.millis();
  }

  static void add(Router router, Engine engine) {
    InfoRoutes routes = new InfoRoutes(engine);
    router.add(Method.GET, "/server/storage/info", call -> routes.storage());
    router.add(Method.GET, "/info/health", call -> Reply.json(Json.object("status", "ok")));
    router.add(Method.GET, "/info/server", call -> routes.server());
    router.add(Method.GET, "/info/status", call -> routes.status());
    router.add(Method.GET, "/info/versions", call -> routes.versions());
    router.add(Method.GET, OpenApi.PATH, call -> Reply.json(OpenApi.document(router.routes())));
  }

  private Reply storage() {
    String mode = engine.files().storage().info().mode();
    return Reply.json(
        Json.object(
            "storage_mode",
            mode.equals("disk") ? "local_disk" : mode,
            "ttl_hours",
            engine.ttlHours()));
  }

  private Reply server() {
    return Reply.json(
        Json.object(
            "server_id",
            null,
            "server_name",
            null,
            "server_instance_id",
            instanceId,
            "server_boot_time",
            bootTime));
  }

  private Reply status() {
    return Reply.json(
        Json.object(
            "name",
            "mgraph_ai_service_cache",
            "version",
            CONTRACT,
            "status",
            "operational",
            "environment",
            "local"));
  }

  private Reply versions() {
    return Reply.json(Json.object("mgraph_ai_service_cache", CONTRACT, "larder", version()));
  }

  private static String version() {
    return Optional.ofNullable(InfoRoutes.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
