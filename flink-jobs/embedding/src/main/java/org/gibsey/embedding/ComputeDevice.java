package org.gibsey.embedding;

import ai.djl.Device;
import ai.djl.engine.Engine;

/** The processor or graphics card that {@link EmbeddingSettings#device()} names. */
final class ComputeDevice {
  static final String PATTERN = "cpu|gpu[0-9]{1,2}";

  private ComputeDevice() {}

  /**
   * The device with a name that matches {@link #PATTERN}. Loads the native libraries.
   *
   * @throws EmbeddingException when Torch finds no such device
   */
  static Device named(String name) {
    Device device = Device.fromName(name);
    int graphicsCards = Engine.getEngine("PyTorch").getGpuCount();
    if (device.isGpu() && device.getDeviceId() >= graphicsCards) {
      throw new EmbeddingException(
          "GIBSEY_EMBEDDING_DEVICE is %s, but Torch finds %d CUDA devices; use cpu, or give it a driver and a libtorch built for CUDA (PYTORCH_LIBRARY_PATH)"
              .formatted(name, graphicsCards));
    }
    return device;
  }
}
