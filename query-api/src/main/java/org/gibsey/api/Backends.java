package org.gibsey.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.gibsey.api.characters.CharacterStore;
import org.gibsey.api.chats.ChatStore;
import org.gibsey.api.credits.Credits;
import org.gibsey.api.idempotency.RequestStore;
import org.gibsey.api.llm.LanguageModel;
import org.gibsey.api.pages.PageStore;
import org.gibsey.api.receipts.ErasureSources;
import org.gibsey.api.search.QueryEmbedder;
import org.gibsey.api.trace.RowSources;
import org.gibsey.shard.PassageSearch;

/**
 * What the routes stand on. None of it needs to be there when the API starts.
 *
 * @param shards the index, live or not
 * @param pages books and pages
 * @param embedder vectors for queries
 * @param snapshotAge age of the snapshot of a collection that stands in for its live shards, if
 *     there is one
 * @param requests those that came with an Idempotency-Key
 * @param languageModel writes answers, if there is one
 * @param rows the stores that a row passes before it is in the index
 * @param characters whom readers can talk to
 * @param chats conversations with them
 * @param credits what readers may spend
 * @param erasures the stores that may hold what was deleted
 */
record Backends(
    PassageSearch shards,
    PageStore pages,
    QueryEmbedder embedder,
    Function<String, Optional<Duration>> snapshotAge,
    RequestStore requests,
    Optional<LanguageModel> languageModel,
    RowSources rows,
    CharacterStore characters,
    ChatStore chats,
    Credits credits,
    ErasureSources erasures) {}
