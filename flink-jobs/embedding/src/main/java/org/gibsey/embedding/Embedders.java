package org.gibsey.embedding;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.gibsey.embedding.remote.RemoteEmbedder;
import org.gibsey.embedding.remote.RemoteSettings;
import org.gibsey.embedding.remote.ServerKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedding models of this process: each loaded once, shared by all threads, alive as long as
 * the JVM.
 *
 * <p>The native libraries underneath can be loaded by one class loader only. In Flink this class
 * and everything below it therefore lie in {@code lib/} and not in a job's jar.
 */
public final class Embedders {
  private static final Logger LOG = LoggerFactory.getLogger(Embedders.class);

  private static final Map<EmbeddingModel, Shared> SHARED = new HashMap<>();
  private static boolean shuttingDown;
  private static boolean hooked;

  private Embedders() {}

  private record Shared(Embedder embedder, EmbeddingSettings settings) {}

  /** What a model is loaded with, as opposed to how its vectors are asked for. */
  private record Loading(EmbeddingModel model, Precision precision, String device) {}

  private static final Map<Loading, LocalModel> LOADED = new HashMap<>();

  /** {@link #shared(EmbeddingModel, EmbeddingSettings)} with the default settings. */
  public static Embedder shared(EmbeddingModel model) {
    return shared(model, EmbeddingSettings.defaults());
  }

  /**
   * The embedder of this process for a model. The first call loads the model and decides its
   * settings.
   *
   * <p>Its users come and go without closing it; its threads are stopped when the JVM exits. Should
   * someone close it, their texts fail with those of everybody else, and the next call starts new
   * threads on the model that is already loaded.
   *
   * @throws EmbeddingException when the model cannot be loaded; a later call tries again
   */
  public static synchronized Embedder shared(EmbeddingModel model, EmbeddingSettings settings) {
    @Nullable Shared current = SHARED.get(model);
    if (current == null || current.embedder().isClosed()) {
      current = new Shared(open(model, settings), settings);
      SHARED.put(model, current);
    } else if (!settings.equals(current.settings())) {
      LOG.warn("{} already runs with {}, not with {}", model.name(), current.settings(), settings);
    }
    return current.embedder();
  }

  /**
   * An embedder of its own for the caller, who closes it. Weights that this process has loaded with
   * the same precision are used again. Of a server nothing is asked before the first text.
   *
   * @throws EmbeddingException when the model or its tokenizer cannot be loaded
   */
  public static synchronized Embedder open(EmbeddingModel model, EmbeddingSettings settings) {
    if (shuttingDown) {
      throw new EmbeddingException("The JVM is shutting down");
    }
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(Embedders::shutDown, "embedding-shutdown"));
      hooked = true;
    }
    return model.provider().isServer()
        ? RemoteEmbedder.open(
            model, counting(model), ServerKey.ofEnvironment(), RemoteSettings.defaults())
        : new EmbeddingPool(load(model, settings), settings);
  }

  /**
   * The weights of a model, for callers with threads of their own. They end those threads before
   * the JVM exits: native code must not run by then.
   *
   * @throws EmbeddingException when the model cannot be loaded
   */
  public static synchronized LocalModel load(EmbeddingModel model, EmbeddingSettings settings) {
    Loading loading = new Loading(model, settings.precision(), settings.device());
    LocalModel loaded = LOADED.get(loading);
    if (loaded == null) {
      loaded =
          model.provider() == ModelProvider.DJL
              ? DjlModel.load(model, settings.device())
              : MiniLm.load(settings);
      LOADED.put(loading, loaded);
    }
    return loaded;
  }

  /** A server tells nobody how it counts: without a definition the built-in one estimates. */
  private static TextTokenizer counting(EmbeddingModel model) {
    @Nullable String path = model.tokenizer();
    return path == null ? TextTokenizer.builtIn() : TextTokenizer.load(Path.of(path));
  }

  /** Native code that still computes while the JVM takes its memory apart crashes the process. */
  private static synchronized void shutDown() {
    shuttingDown = true;
    SHARED.values().forEach(shared -> shared.embedder().close());
  }
}
