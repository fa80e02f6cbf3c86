package dev.larder.service.server.http;

import dev.larder.service.transport.RequestBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose head has arrived.
 *
 * @param method the method, in the case in which it was sent
 * @param target the path with its query, as it was sent
 * @param headers the headers by name in lower case; several of one name are one, with commas
 * @param body what is being sent, to be opened once; null if nothing is
 */
public record HttpRequest(
    String method, String target, Map<String, String> headers, @Nullable RequestBody body) {}
