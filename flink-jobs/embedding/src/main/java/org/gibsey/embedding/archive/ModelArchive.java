package org.gibsey.embedding.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Locale;
import org.gibsey.embedding.EmbeddingException;

/** all-MiniLM-L6-v2 as TorchScript archives, each assembled once per cache folder. */
public final class ModelArchive {
  private static final String WEIGHTS = "/all-minilm-l6-v2.onnx";
  // These bytes are what the vectors' model name stands for.
  private static final String WEIGHTS_SHA256 =
      "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e";

  private ModelArchive() {}

  /**
   * The archive in a cache folder, checked, and assembled when it is missing or damaged.
   *
   * @param cacheDir created when missing; other processes may use it at the same time
   * @param arithmetic which of the archives
   * @return a file that {@code torch.jit.load} reads
   * @throws IOException when the folder cannot be read or written
   * @throws EmbeddingException when the classpath lacks the weights or has other ones
   */
  public static synchronized Path in(Path cacheDir, Arithmetic arithmetic) throws IOException {
    BertEncoder encoder = new BertEncoder(6, 384, 12, arithmetic);
    return new ArchiveCache(cacheDir, fileName(encoder))
        .get(out -> TorchScriptArchive.write(encoder.module(weights()::tensor), out));
  }

  /** The same name for the same content: weights, what is made of them, and how it is stored. */
  private static String fileName(BertEncoder encoder) {
    String content =
        String.join("\n", WEIGHTS_SHA256, encoder.description(), TorchScriptArchive.LAYOUT);
    String arithmetic = encoder.arithmetic().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "all-MiniLM-L6-v2-" + arithmetic + "-" + Sha256.of(content).substring(0, 16) + ".pt";
  }

  private static OnnxWeights weights() throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream model = ModelArchive.class.getResourceAsStream(WEIGHTS)) {
      if (model == null) {
        throw new EmbeddingException("The classpath lacks the weights " + WEIGHTS);
      }
      OnnxWeights weights =
          OnnxWeights.read(new DigestInputStream(new BufferedInputStream(model), digest));
      String found = Sha256.hex(digest);
      if (!found.equals(WEIGHTS_SHA256)) {
        throw new EmbeddingException(
            "The weights " + WEIGHTS + " have SHA-256 " + found + ", expected " + WEIGHTS_SHA256);
      }
      return weights;
    }
  }
}
