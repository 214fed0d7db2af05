package org.gibsey.api;

import org.gibsey.api.pages.PageStore;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.shard.PassageSearch;

/**
 * What the routes stand on. None of it needs to be there when the API starts.
 *
 * @param shards the live index
 * @param pages books and pages
 * @param embedder vectors for queries
 */
record Backends(PassageSearch shards, PageStore pages, QueryEmbedder embedder) {}
