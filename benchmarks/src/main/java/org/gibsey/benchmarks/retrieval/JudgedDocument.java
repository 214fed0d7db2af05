package org.gibsey.benchmarks.retrieval;

/**
 * A document of a test set.
 *
 * @param id identity within the test set
 * @param title its title; empty when it has none
 * @param text its text; may be empty
 */
public record JudgedDocument(String id, String title, String text) {}
