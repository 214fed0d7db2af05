package org.gibsey.embedding.archive;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a module in the file format of {@code torch.jit.save}: an uncompressed zip of source text,
 * a pickle that builds the object, and one entry of raw values per tensor.
 *
 * <p>The same module always gives the same bytes. Torch aligns the values of tensors so that they
 * can be mapped into memory; its loader copies them, and this writer does not align.
 */
public final class TorchScriptArchive {
  /** Changes whenever this class would write other bytes for the same module. */
  static final String LAYOUT = "1";

  private static final String ROOT = "model/";
  // Format version that introduced the operators in use; Torch refuses versions newer than its own.
  private static final String FORMAT_VERSION = "10\n";
  private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final ZipOutputStream zip;

  private TorchScriptArchive(ZipOutputStream zip) {
    this.zip = zip;
  }

  /** Writes a module and leaves {@code out} open. */
  public static void write(TorchScriptModule module, OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    new TorchScriptArchive(zip).write(module);
    zip.finish();
  }

  private void write(TorchScriptModule module) throws IOException {
    entry("data.pkl", ByteString.copyFrom(object(module)));
    entry("code/__torch__/gibsey.py", ByteString.copyFromUtf8(module.source()));
    entry("constants.pkl", ByteString.copyFrom(new PickleWriter().emptyTuple().finish()));
    entry("version", ByteString.copyFromUtf8(FORMAT_VERSION));
    entry("byteorder", ByteString.copyFromUtf8("little"));
    List<StoredTensor> state = module.state();
    for (int i = 0; i < state.size(); i++) {
      entry("data/" + i, state.get(i).values());
    }
  }

  private static byte[] object(TorchScriptModule module) {
    PickleWriter pickle = new PickleWriter();
    pickle.global(TorchScriptModule.PACKAGE, module.name()).emptyTuple().newInstance();
    pickle.global("torch.jit._pickle", "build_tensorlist").beginTuple().emptyList().beginAppends();
    List<StoredTensor> state = module.state();
    for (int i = 0; i < state.size(); i++) {
      tensor(pickle, state.get(i), Integer.toString(i));
    }
    return pickle.endAppends().endTuple().call().setState().finish();
  }

  private static void tensor(PickleWriter pickle, StoredTensor tensor, String dataEntry) {
    pickle.global("torch._utils", "_rebuild_tensor_v2").beginTuple();
    pickle.beginTuple().string("storage").global("torch", "FloatStorage").string(dataEntry);
    pickle.string("cpu").integer(tensor.count()).endTuple().persistentId();
    int offset = 0;
    pickle.integer(offset).integers(tensor.shape()).integers(tensor.strides());
    // No gradients, no backward hooks.
    pickle.no().global("collections", "OrderedDict").emptyTuple().call();
    pickle.endTuple().call();
  }

  private void entry(String name, ByteString content) throws IOException {
    CRC32 checksum = new CRC32();
    content.asReadOnlyByteBufferList().forEach(checksum::update);
    ZipEntry entry = new ZipEntry(ROOT + name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.size());
    entry.setCrc(checksum.getValue());
    entry.setTimeLocal(TIMESTAMP);
    zip.putNextEntry(entry);
    content.writeTo(zip);
    zip.closeEntry();
  }
}
