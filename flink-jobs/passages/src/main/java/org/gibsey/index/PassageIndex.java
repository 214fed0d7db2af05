package org.gibsey.index;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.NRTCachingDirectory;
import org.gibsey.row.EmbeddedRow;
import org.jspecify.annotations.Nullable;

/**
 * The Lucene index of one shard of one collection, in a local directory: an HNSW graph of the
 * passages' vectors, and their words for BM25.
 *
 * <p>{@link #apply}, {@link #commit} and {@link #close} belong to one thread, everything else to
 * any number of threads at the same time. Nothing is forced to disk: what must outlive the machine
 * is copied after a {@link #commit}.
 */
public final class PassageIndex implements SearchableIndex, Closeable {
  // Segments of single refreshes stay in memory until they are merged or committed.
  private static final double LARGEST_CACHED_SEGMENT_MB = 2;
  private static final double MOST_CACHED_MB = 16;

  private final Directory directory;
  private final IndexWriter writer;
  private final CheckpointMergePolicy merges;
  private final SearcherManager searchers;

  /** Makes a write to the index and the note of it in {@link #recent} one step. */
  private final ReentrantLock writeLock = new ReentrantLock();

  /** Two refreshes at a time would take each other's notes in {@link #recent} for seen. */
  private final ReentrantLock refreshLock = new ReentrantLock();

  private final RecentWrites recent = new RecentWrites();
  private final LongAdder unreadableValues = new LongAdder();
  private final List<Runnable> afterRefresh = new CopyOnWriteArrayList<>();
  private final IndexDefinition definition;
  private final Erasing erasing;
  private volatile CommitData applied;
  private volatile @Nullable Long visibleWriteTime;
  private volatile boolean stale;

  private PassageIndex(
      Directory directory,
      IndexWriter writer,
      CheckpointMergePolicy merges,
      IndexDefinition definition,
      CommitData restored)
      throws IOException {
    this.directory = directory;
    this.writer = writer;
    this.merges = merges;
    this.definition = definition;
    this.erasing = new Erasing(definition.eraseWithin());
    this.searchers = new SearcherManager(writer, null);
    this.applied = restored;
    this.visibleWriteTime = restored.newestWriteTimeMicros();
  }

  /**
   * Opens the index in a directory, or makes an empty one. What was committed is searchable at
   * once.
   *
   * @param definition what its new documents are like; older ones stay as they are
   * @throws IOException when the directory can't be read or written, or the index in it is damaged
   * @throws IllegalStateException when a newer release wrote the index
   */
  public static PassageIndex open(Path path, IndexDefinition definition) throws IOException {
    return open(FSDirectory.open(path), definition);
  }

  /** {@link #open(Path, IndexDefinition)} for any directory, which is closed with the index. */
  static PassageIndex open(Directory files, IndexDefinition definition) throws IOException {
    Directory directory =
        new NRTCachingDirectory(
            new NoSyncDirectory(files), LARGEST_CACHED_SEGMENT_MB, MOST_CACHED_MB);
    IndexWriter writer = null;
    try {
      CheckpointMergePolicy merges = IndexSettings.mergePolicy();
      if (DirectoryReader.indexExists(directory)) {
        merges.committed(segments(SegmentInfos.readLatestCommit(directory)));
      }
      writer = new IndexWriter(directory, IndexSettings.writerConfig(merges, definition.vectors()));
      Map<String, String> written = new HashMap<>();
      writer.getLiveCommitData().forEach(entry -> written.put(entry.getKey(), entry.getValue()));
      return new PassageIndex(directory, writer, merges, definition, CommitData.of(written));
    } catch (IOException | RuntimeException e) {
      closeAfter(e, directory, writer);
      throw e;
    }
  }

  /**
   * Replaces all passages of a row at once, or removes the row when it is not searchable. Searches
   * see it after the next refresh.
   *
   * <p>The newest version wins in whatever order they arrive: one older than what the index knows
   * of the row is ignored, removed rows included. One with an equal version time replaces it.
   *
   * @return false when the event was ignored
   * @throws IllegalArgumentException when the vectors don't fit the passages or the index, have not
   *     length 1, or the row key is not a JSON object; nothing is changed then
   * @throws IOException when the index can't be written; it is unusable then
   */
  public boolean apply(EmbeddedRow row) throws IOException {
    VectorSpace vectors = applied.vectors();
    if (PassageDocuments.isSearchable(row)) {
      vectors = vectors == null ? VectorSpace.of(row) : vectors;
      vectors.check(row);
    }
    String rowKey = row.row().rowKey();
    long versionTime = row.row().versionTimeMicros();
    Long indexed = versionTime(rowKey);
    if (indexed != null && versionTime < indexed) {
      return false;
    }
    PassageDocuments documents = PassageDocuments.of(row, definition);
    writeLock.lock();
    try {
      writer.updateDocuments(KeyTerms.ofRow(rowKey), documents.documents());
      recent.put(rowKey, versionTime);
      applied = applied.plus(versionTime, vectors);
      stale = true;
    } catch (IllegalStateException e) {
      // What Lucene throws once a merge in another thread failed.
      requireSound();
      throw e;
    } finally {
      writeLock.unlock();
    }
    unreadableValues.add(documents.unreadable());
    return true;
  }

  /** Values so far that could not be read as the type of their filter, which never matches them. */
  public long unreadableValues() {
    return unreadableValues.sum();
  }

  @Override
  public @Nullable VectorSpace vectors() {
    return applied.vectors();
  }

  /** Whether something was applied that searches don't see yet. */
  public boolean isStale() {
    return stale;
  }

  /**
   * Lets searches see all that was applied before; does nothing when they do already.
   *
   * @return whether there was something to show
   */
  public boolean refreshIfStale() throws IOException {
    refreshLock.lock();
    try {
      if (!stale) {
        return false;
      }
      refresh();
      return true;
    } finally {
      refreshLock.unlock();
    }
  }

  private void refresh() throws IOException {
    Long newest;
    writeLock.lock();
    try {
      stale = false;
      recent.refreshBegins();
      newest = applied.newestWriteTimeMicros();
    } finally {
      writeLock.unlock();
    }
    try {
      searchers.maybeRefreshBlocking();
    } catch (IllegalStateException e) {
      requireSound();
      throw e;
    }
    writeLock.lock();
    try {
      recent.refreshEnded();
    } finally {
      writeLock.unlock();
    }
    visibleWriteTime = newest;
    afterRefresh.forEach(Runnable::run);
  }

  /**
   * Has something done whenever searches can see more than before: in the refreshing thread after
   * each refresh, and once now, for what they see already.
   *
   * @param listener must be quick and must not throw: the next refresh waits for it
   */
  public void onRefresh(Runnable listener) {
    afterRefresh.add(listener);
    listener.run();
  }

  /**
   * Writes all that was applied to files.
   *
   * @return all files that make up the index now; none of them changes or vanishes before the next
   *     call
   * @throws IOException when something could not be written, now or since the last call
   */
  public List<CommittedFile> commit() throws IOException {
    if (hasUncommittedChanges()) {
      writer.setLiveCommitData(applied.toMap().entrySet());
      writer.commit();
    }
    erasing.look(writer);
    requireSound();
    SegmentInfos committed = SegmentInfos.readLatestCommit(directory);
    merges.committed(segments(committed));
    List<CommittedFile> files = new ArrayList<>();
    for (String name : committed.files(true)) {
      files.add(new CommittedFile(name, directory.fileLength(name)));
    }
    return List.copyOf(files);
  }

  /**
   * Says that a checkpoint found nothing to commit, which is the time for merges that a busy index
   * puts off. The next commit has them.
   */
  public void idle() throws IOException {
    if (merges.idle()) {
      writer.maybeMerge();
    }
    erasing.look(writer);
  }

  /**
   * Whether {@link #commit} would find something to write, merged segments included.
   *
   * @throws IOException when something could not be written since the last commit, so that what was
   *     applied since is lost
   */
  public boolean hasUncommittedChanges() throws IOException {
    boolean changed = writer.hasUncommittedChanges();
    requireSound();
    return changed;
  }

  @Override
  public FoundPassages search(PassageQuery query, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    requireFit(query);
    IndexSearcher current = searchers.acquire();
    try {
      return new PassageSearcher(current.getIndexReader(), definition, timeout).search(query);
    } finally {
      searchers.release(current);
    }
  }

  /**
   * {@link #search} without reading what is stored of the passages.
   *
   * @return to be closed by the caller, before this index is
   */
  public RankedSearch rank(PassageQuery query, QueryTimeout timeout)
      throws IOException, SearchTimeoutException {
    requireFit(query);
    IndexSearcher current = searchers.acquire();
    try {
      return new PassageSearcher(current.getIndexReader(), definition, timeout)
          .rank(query, () -> searchers.release(current));
    } catch (IOException | SearchTimeoutException | RuntimeException e) {
      searchers.release(current);
      throw e;
    }
  }

  private void requireFit(PassageQuery query) {
    VectorSpace vectors = applied.vectors();
    if (query.vector() != null && vectors != null) {
      vectors.check(query.vector());
    }
  }

  @Override
  public WordStatistics statistics(String text) throws IOException {
    IndexSearcher current = searchers.acquire();
    try {
      return WordStatistics.of(current.getIndexReader(), WordQuery.words(text));
    } finally {
      searchers.release(current);
    }
  }

  @Override
  public Optional<FoundPassage> row(String rowKey) throws IOException {
    IndexSearcher current = searchers.acquire();
    try {
      return new PassageSearcher(current.getIndexReader(), definition, () -> false).row(rowKey);
    } finally {
      searchers.release(current);
    }
  }

  /** What searches can see of a row, or empty when they see nothing of it, not even its removal. */
  public Optional<VisibleRow> visible(String rowKey) throws IOException {
    IndexSearcher current = searchers.acquire();
    try {
      RowKeys rows = new RowKeys(current.getIndexReader());
      int doc = rows.document(rowKey);
      return doc == DocIdSetIterator.NO_MORE_DOCS
          ? Optional.empty()
          : Optional.of(
              StoredPassage.visible(current.storedFields().document(doc), rows.versionTime(doc)));
    } finally {
      searchers.release(current);
    }
  }

  @Override
  public IndexedRows rows(byte[] after, int limit) throws IOException {
    IndexSearcher current = searchers.acquire();
    try {
      return new RowPages(current.getIndexReader()).page(after, limit);
    } finally {
      searchers.release(current);
    }
  }

  @Override
  public IndexCounts counts() throws IOException {
    // Read first, so that the searcher shows at least what this promises.
    Long newest = visibleWriteTime;
    IndexSearcher current = searchers.acquire();
    try {
      int rows = count(current, IndexField.KIND_FIRST);
      return new IndexCounts(rows, rows + count(current, IndexField.KIND_FURTHER), newest);
    } finally {
      searchers.release(current);
    }
  }

  /**
   * The highest write time whose effect a search that begins now sees, deletes included, in
   * microseconds since 1970; null when nothing was ever indexed.
   */
  public @Nullable Long newestWriteTimeMicros() {
    return visibleWriteTime;
  }

  /** Drops what was not committed and releases the directory. */
  @Override
  public void close() throws IOException {
    try (directory) {
      try {
        searchers.close();
      } finally {
        writer.rollback();
      }
    }
  }

  /**
   * A refresh or a merge that can't be written closes the writer, perhaps in another thread. The
   * writer then drops its changes and says that there are none: without this a checkpoint would
   * count rows as saved that are nowhere.
   */
  private void requireSound() throws IOException {
    Throwable tragedy = writer.getTragicException();
    if (tragedy != null || !writer.isOpen()) {
      throw new IOException("what was applied since the last commit is lost", tragedy);
    }
  }

  private @Nullable Long versionTime(String rowKey) throws IOException {
    Long unseen;
    writeLock.lock();
    try {
      unseen = recent.get(rowKey);
    } finally {
      writeLock.unlock();
    }
    if (unseen != null) {
      return unseen;
    }
    IndexSearcher current = searchers.acquire();
    try {
      return new RowKeys(current.getIndexReader()).versionTime(rowKey);
    } finally {
      searchers.release(current);
    }
  }

  private static Set<String> segments(SegmentInfos infos) {
    return infos.asList().stream().map(segment -> segment.info.name).collect(Collectors.toSet());
  }

  private static int count(IndexSearcher searcher, String kind) throws IOException {
    return searcher.count(new TermQuery(new Term(IndexField.KIND, kind)));
  }

  private static void closeAfter(
      Exception failure, Directory directory, @Nullable IndexWriter writer) {
    try (directory) {
      if (writer != null) {
        writer.rollback();
      }
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }
}
