package org.gibsey.index;

/**
 * A file of a committed index. Files never change under the same name.
 *
 * @param name name within the index's directory
 * @param length bytes
 */
public record CommittedFile(String name, long length) {}
