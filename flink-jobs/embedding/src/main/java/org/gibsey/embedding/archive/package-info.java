/**
 * The TorchScript archive of the model, assembled from the ONNX weights on the classpath and kept
 * in a cache folder.
 */
@NullMarked
package org.gibsey.embedding.archive;

import org.jspecify.annotations.NullMarked;
