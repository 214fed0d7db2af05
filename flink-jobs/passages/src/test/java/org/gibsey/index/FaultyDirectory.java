package org.gibsey.index;

import java.io.IOException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/** A directory on a disk that becomes full, and stays so. */
final class FaultyDirectory extends FilterDirectory {
  static final String MESSAGE = "No space left on device";

  private long bytesLeft = Long.MAX_VALUE;
  private volatile boolean mergesFail;

  FaultyDirectory(Directory directory) {
    super(directory);
  }

  /** Lets the disk be full after so many more bytes. */
  synchronized void fullAfter(long bytes) {
    bytesLeft = bytes;
  }

  /** Lets merged segments, and nothing else, find no space. */
  void failMerges() {
    mergesFail = true;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    if (mergesFail && context.context() == IOContext.Context.MERGE) {
      throw new IOException(MESSAGE);
    }
    take(0);
    return new Output(in.createOutput(name, context));
  }

  private synchronized void take(long bytes) throws IOException {
    if (bytes > bytesLeft || bytesLeft == 0) {
      bytesLeft = 0;
      throw new IOException(MESSAGE);
    }
    bytesLeft -= bytes;
  }

  private final class Output extends FilterIndexOutput {
    Output(IndexOutput output) {
      super("faulty " + output, output.getName(), output);
    }

    @Override
    public void writeByte(byte b) throws IOException {
      take(1);
      out.writeByte(b);
    }

    @Override
    public void writeBytes(byte[] bytes, int offset, int length) throws IOException {
      take(length);
      out.writeBytes(bytes, offset, length);
    }
  }
}
