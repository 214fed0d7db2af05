package org.gibsey.benchmarks.index;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.flink.util.IOUtils;
import org.gibsey.benchmarks.Load;
import org.gibsey.collection.VectorEncoding;

/** Everything that is searched in one run, built one after the other. */
final class Contenders implements Closeable {
  private final TestPassages passages;
  private final Path folder;
  private final PrintWriter progress;
  private final float[][] vectors;
  private final List<Contender> all = new ArrayList<>();
  private final List<Contender> filtering = new ArrayList<>();
  private final List<Build> builds = new ArrayList<>();
  private final Deque<Closeable> open = new ArrayDeque<>();

  /**
   * What it took to build an index.
   *
   * @param name name in reports
   * @param load time of the wall and of processors
   * @param bytes size of its files
   * @param segments graphs that a search visits
   */
  record Build(String name, Load load, long bytes, int segments) {}

  Contenders(TestPassages passages, Path folder, PrintWriter progress) {
    this.passages = passages;
    this.folder = folder;
    this.progress = progress;
    PassageSource source = passages.source();
    this.vectors =
        IntStream.range(0, passages.size())
            .parallel()
            .mapToObj(number -> source.vector(number, 0))
            .toArray(float[][]::new);
  }

  /** The vectors of all passages, by number. */
  float[][] vectors() {
    return vectors;
  }

  /** Builds one shard, to be searched as the product does and by Lucene alone. */
  void addShard(String name, VectorEncoding encoding) throws Exception {
    LoadedShards shard = LoadedShards.fill(passages, folder.resolve(name), 1, encoding, progress);
    open.push(shard);
    LuceneContender lucene = LuceneContender.open("Lucene " + name, shard.folder(0));
    open.push(lucene);
    PassageContender product = new PassageContender("shard " + name, shard.only());
    all.add(product);
    all.add(lucene);
    filtering.add(product);
    builds.add(new Build(product.name(), shard.load(), shard.bytes(), lucene.segments()));
  }

  /** Builds JVector's graph. */
  void addJVector() throws Exception {
    JVectorContender jvector = JVectorContender.build(vectors);
    open.push(jvector);
    progress.printf(Locale.ROOT, "  JVector: %.0f s%n", jvector.load().wallSeconds());
    progress.flush();
    all.add(jvector);
    filtering.add(jvector);
    builds.add(new Build(jvector.name(), jvector.load(), jvector.bytes(folder), 1));
  }

  List<Contender> all() {
    return all;
  }

  /** Those that are asked with filters, too. */
  List<Contender> filtering() {
    return filtering;
  }

  List<Build> builds() {
    return builds;
  }

  @Override
  public void close() throws IOException {
    IOUtils.closeAllQuietly(open);
  }
}
