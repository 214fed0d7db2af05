package org.gibsey.benchmarks.checkpoint;

import java.time.Duration;
import org.gibsey.benchmarks.index.TestPassages;
import org.jspecify.annotations.Nullable;

/**
 * How a job of a benchmark runs.
 *
 * @param passages what its rows are made of
 * @param shards number of shards
 * @param parallelism number of subtasks
 * @param refreshInterval least time between two refreshes of a shard
 * @param interval time between checkpoints, or null when only the benchmark takes any
 */
record IndexRun(
    TestPassages passages,
    int shards,
    int parallelism,
    Duration refreshInterval,
    @Nullable Duration interval) {}
