package org.gibsey.snapshot;

/**
 * A file of a published shard. What lies under one stored name never changes.
 *
 * @param name as Lucene knows it
 * @param stored name in the folder of the shard
 * @param length bytes
 * @param sha256 of the content, 64 hex digits
 */
public record PublishedFile(String name, String stored, long length, String sha256) {}
