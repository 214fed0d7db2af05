package org.gibsey.verification.faults;

/**
 * What a fault can lay hands on.
 *
 * @param writer the writer that goes on meanwhile
 */
record Scene(Processes processes, CommitLog commitLog, Ballast ballast, Writer writer) {}
