package org.gibsey.cdc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registered connectors: stored first, then run. All methods may be called from several
 * threads; changes are made one after the other.
 */
final class Connectors implements AutoCloseable {
  private final ConnectorStore store;
  private final ConfigCheck check;
  private final BiFunction<String, Map<String, String>, SupervisedConnector> factory;
  private final Map<String, Entry> connectors = new TreeMap<>();

  /**
   * Creates a registry without connectors.
   *
   * @param store where connectors are kept
   * @param check refuses what cannot run
   * @param factory makes a connector, not yet running, from its name and configuration
   */
  Connectors(
      ConnectorStore store,
      ConfigCheck check,
      BiFunction<String, Map<String, String>, SupervisedConnector> factory) {
    this.store = store;
    this.check = check;
    this.factory = factory;
  }

  /**
   * Takes up all stored connectors, as an agent does when it starts.
   *
   * @throws IOException if a stored connector cannot be read
   */
  synchronized void restore() throws IOException {
    for (StoredConnector stored : store.load()) {
      run(stored);
    }
  }

  /**
   * Registers and starts a connector.
   *
   * @param name the connector's name
   * @param config its options, as posted
   * @param paused true to register it without starting it
   * @throws RestException 400 if the configuration is invalid, 409 if the name is taken
   */
  synchronized Info create(String name, Map<String, String> config, boolean paused) {
    if (connectors.containsKey(name)) {
      throw new RestException(409, "Connector " + name + " already exists");
    }
    StoredConnector connector = new StoredConnector(name, named(name, config), paused);
    check.check(connector.config());
    save(connector);
    return run(connector).info();
  }

  /**
   * Changes a connector's configuration and restarts it, or registers it.
   *
   * @return true in {@link Update#created} if there was none of this name
   * @throws RestException 400 if the configuration is invalid
   */
  synchronized Update put(String name, Map<String, String> config) {
    Entry old = connectors.get(name);
    if (old == null) {
      return new Update(create(name, config, false), true);
    }
    StoredConnector changed = new StoredConnector(name, named(name, config), old.stored().paused());
    check.check(changed.config());
    save(changed);
    old.running().close();
    return new Update(run(changed).info(), false);
  }

  /** The name is part of the configuration; where it is given twice it must be the same. */
  private static Map<String, String> named(String name, Map<String, String> config) {
    Map<String, String> named = new HashMap<>(config);
    String inside = named.putIfAbsent("name", name);
    if (inside != null && !inside.equals(name)) {
      throw new RestException(
          400,
          "Connector name configuration ("
              + inside
              + ") doesn't match connector name in the URL ("
              + name
              + ")");
    }
    return named;
  }

  private void save(StoredConnector connector) {
    try {
      store.save(connector);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Entry run(StoredConnector stored) {
    SupervisedConnector running = factory.apply(stored.name(), stored.config());
    Entry entry = new Entry(stored, running);
    connectors.put(stored.name(), entry);
    if (stored.paused()) {
      running.pause();
    } else {
      running.start();
    }
    return entry;
  }

  /** Names of all connectors, sorted. */
  synchronized List<String> names() {
    return List.copyOf(connectors.keySet());
  }

  /**
   * What is known about a connector.
   *
   * @throws RestException 404 if there is none of this name
   */
  synchronized Info info(String name) {
    return entry(name).info();
  }

  /** Stops a connector until it is resumed, also over restarts of the agent. */
  synchronized void pause(String name) {
    target(name, true).pause();
  }

  /** Lets a paused connector go on. */
  synchronized void resume(String name) {
    target(name, false).start();
  }

  private SupervisedConnector target(String name, boolean paused) {
    Entry entry = entry(name);
    if (entry.stored().paused() != paused) {
      StoredConnector changed = entry.stored().withPaused(paused);
      save(changed);
      connectors.put(name, new Entry(changed, entry.running()));
    }
    return entry.running();
  }

  /** Stops a connector's engine and starts it again, unless it is paused. */
  synchronized CompletableFuture<Void> restart(String name) {
    Entry entry = entry(name);
    return entry.stored().paused()
        ? CompletableFuture.completedFuture(null)
        : entry.running().restart();
  }

  /** Stops and forgets a connector; its offsets stay. */
  synchronized void delete(String name) {
    Entry entry = entry(name);
    try {
      store.delete(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    connectors.remove(name);
    entry.running().close();
  }

  private Entry entry(String name) {
    @Nullable Entry entry = connectors.get(name);
    if (entry == null) {
      throw RestException.notFound(name);
    }
    return entry;
  }

  /** Stops all connectors, side by side, and waits for their ends. */
  @Override
  public synchronized void close() {
    connectors.values().parallelStream().forEach(entry -> entry.running().close());
    connectors.clear();
  }

  private record Entry(StoredConnector stored, SupervisedConnector running) {
    Info info() {
      return new Info(stored.name(), stored.config(), running.state(), running.stats());
    }
  }

  /** What the REST shows of a connector; {@code config} with its placeholders unresolved. */
  record Info(
      String name, Map<String, String> config, ConnectorState state, ConnectorStats stats) {}

  /** Outcome of a {@link #put}. */
  record Update(Info info, boolean created) {}
}
