package org.gibsey.cdc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The routes under {@code /connectors}. */
final class ConnectorRoutes {
  private static final int RESTART_WITHIN_S = 60;

  private final Connectors connectors;
  private final String worker;

  /**
   * Creates the routes.
   *
   * @param connectors what they act on
   * @param worker {@code host:port} of this agent, shown as {@code worker_id}
   */
  ConnectorRoutes(Connectors connectors, String worker) {
    this.connectors = connectors;
    this.worker = worker;
  }

  List<Route> all() {
    return List.of(
        Route.of("GET", "connectors", this::list),
        Route.of("POST", "connectors", this::create),
        Route.of("GET", "connectors/*", r -> Reply.json(200, Views.info(named(r)))),
        Route.of("DELETE", "connectors/*", this::delete),
        Route.of("GET", "connectors/*/config", r -> Reply.json(200, Views.config(named(r)))),
        Route.of("PUT", "connectors/*/config", this::configure),
        Route.of("GET", "connectors/*/status", r -> Reply.json(200, status(named(r)))),
        Route.of("GET", "connectors/*/tasks", r -> Reply.json(200, Views.tasks(named(r)))),
        Route.of(
            "GET",
            "connectors/*/tasks/0/status",
            r -> Reply.json(200, Views.task(named(r), worker))),
        Route.of("PUT", "connectors/*/pause", this::pause),
        Route.of("PUT", "connectors/*/resume", this::resume),
        Route.of("POST", "connectors/*/restart", this::restart),
        Route.of("POST", "connectors/*/tasks/0/restart", this::restart));
  }

  private static String name(Request request) {
    return request.path().get(1);
  }

  private Connectors.Info named(Request request) {
    return connectors.info(name(request));
  }

  private ObjectNode status(Connectors.Info connector) {
    return Views.status(connector, worker);
  }

  private Reply list(Request request) {
    boolean withStatus = request.asks("expand", "status");
    boolean withInfo = request.asks("expand", "info");
    if (!withStatus && !withInfo) {
      ArrayNode names = JsonNodeFactory.instance.arrayNode();
      connectors.names().forEach(names::add);
      return Reply.json(200, names);
    }
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    for (String name : connectors.names()) {
      Connectors.Info connector = connectors.info(name);
      ObjectNode expanded = all.putObject(name);
      if (withStatus) {
        expanded.set("status", status(connector));
      }
      if (withInfo) {
        expanded.set("info", Views.info(connector));
      }
    }
    return Reply.json(200, all);
  }

  private Reply create(Request request) throws IOException {
    JsonNode body = request.json();
    JsonNode name = body.path("name");
    if (!name.isTextual()) {
      throw new RestException(400, "The body has no \"name\"");
    }
    String initial = body.path("initial_state").asText("RUNNING");
    if (!initial.equals("RUNNING") && !initial.equals("PAUSED")) {
      throw new RestException(400, "\"initial_state\" must be RUNNING or PAUSED");
    }
    Connectors.Info created =
        connectors.create(
            name.textValue().trim(), options(body.path("config")), initial.equals("PAUSED"));
    return Reply.json(201, Views.info(created)).with("Location", location(created.name()));
  }

  private Reply configure(Request request) throws IOException {
    Connectors.Update update = connectors.put(name(request), options(request.json()));
    Reply reply = Reply.json(update.created() ? 201 : 200, Views.info(update.info()));
    return update.created() ? reply.with("Location", location(update.info().name())) : reply;
  }

  private static String location(String name) {
    return "/connectors/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Options are strings; numbers and booleans are taken as what they look like. */
  private static Map<String, String> options(JsonNode config) {
    if (!config.isObject()) {
      throw new RestException(400, "\"config\" must be an object of options");
    }
    Map<String, String> options = new LinkedHashMap<>();
    config
        .properties()
        .forEach(
            option -> {
              @Nullable JsonNode value = option.getValue();
              if (!value.isValueNode() || value.isNull()) {
                throw new RestException(400, "Option \"" + option.getKey() + "\" must be a string");
              }
              options.put(option.getKey(), value.asText());
            });
    return options;
  }

  private Reply delete(Request request) {
    connectors.delete(name(request));
    return Reply.empty(204);
  }

  // Pause and resume are answered at once, as in Kafka Connect; the status shows their effect.
  private Reply pause(Request request) {
    connectors.pause(name(request));
    return Reply.empty(202);
  }

  private Reply resume(Request request) {
    connectors.resume(name(request));
    return Reply.empty(202);
  }

  private Reply restart(Request request) {
    CompletableFuture<Void> restarted = connectors.restart(name(request));
    try {
      restarted.get(RESTART_WITHIN_S, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new RestException(500, "The restart takes more than " + RESTART_WITHIN_S + " s");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.empty(204);
  }
}
