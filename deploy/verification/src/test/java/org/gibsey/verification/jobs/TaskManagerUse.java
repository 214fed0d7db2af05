package org.gibsey.verification.jobs;

/**
 * What a TaskManager holds.
 *
 * @param metaspaceMiB classes, MiB
 * @param threads live threads
 */
record TaskManagerUse(long metaspaceMiB, long threads) {}
