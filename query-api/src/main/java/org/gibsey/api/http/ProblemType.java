package org.gibsey.api.http;

/**
 * Every way in which a request can fail. Names and statuses are part of the public interface: a
 * member may be added, never changed.
 */
public enum ProblemType {
  UNAUTHORIZED("unauthorized", 401, "A valid key is required"),
  INSUFFICIENT_CREDITS("insufficient-credits", 402, "There are not enough credits"),
  ROLE_REQUIRED("role-required", 403, "The key's role does not permit this"),
  ORIGIN_REFUSED("origin-refused", 403, "Pages of this origin may not call this"),
  UNKNOWN_ROUTE("unknown-route", 404, "Nothing is served at this address"),
  UNKNOWN_COLLECTION("unknown-collection", 404, "There is no such collection"),
  UNKNOWN_BOOK("unknown-book", 404, "There is no such book"),
  UNKNOWN_MODEL("unknown-model", 404, "There is no such model"),
  UNKNOWN_PAGE("unknown-page", 404, "The book has no such page"),
  UNKNOWN_ROW("unknown-row", 404, "There is no such row"),
  UNKNOWN_CHARACTER("unknown-character", 404, "There is no such character"),
  UNKNOWN_CHAT("unknown-chat", 404, "There is no such chat"),
  UNKNOWN_TURN("unknown-turn", 404, "The chat has no such turn"),
  UNKNOWN_ACCOUNT("unknown-account", 404, "There is no such account"),
  METHOD_NOT_ALLOWED("method-not-allowed", 405, "The address does not support this method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "Nothing that is served here is accepted"),
  BAD_REQUEST("bad-request", 400, "The request cannot be understood"),
  BAD_PAGE_NUMBER("bad-page-number", 400, "A page number is a whole number"),
  BAD_ROW_KEY("bad-row-key", 400, "A row key is a JSON object of the key columns"),
  MALFORMED_JSON("malformed-json", 400, "The body is not the expected JSON"),
  INVALID_TEXT("invalid-text", 400, "The body is not valid Unicode text"),
  NOT_YET_SEARCHABLE("not-yet-searchable", 409, "The write cannot be searched yet"),
  BODY_TOO_LARGE("body-too-large", 413, "The body is too large"),
  URI_TOO_LONG("uri-too-long", 414, "The address is too long"),
  UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body's type is not supported"),
  TEXT_TOO_LONG("text-too-long", 422, "A text is too long for the model"),
  EMPTY_QUERY("empty-query", 422, "The query is empty"),
  QUERY_TOO_LONG("query-too-long", 422, "The query is too long"),
  INVALID_VALUE("invalid-value", 422, "A field of the body is invalid"),
  STALE_WRITE("stale-write", 409, "The page has a newer write, which stands"),
  KEY_UNDER_WAY("key-under-way", 409, "A request with this Idempotency-Key is still under way"),
  KEY_REUSED("key-reused", 422, "The Idempotency-Key was used for another request"),
  INVALID_CARD("invalid-card", 422, "The file is not a character card"),
  TURN_UNDER_WAY("turn-under-way", 409, "The chat's last turn is still being answered"),
  RATE_LIMITED("rate-limited", 429, "Too many requests in a short time"),
  HEADERS_TOO_LARGE("headers-too-large", 431, "The headers are too large"),
  INVALID_TOKEN("invalid-token", 422, "The token is not one of a write"),
  INTERNAL_ERROR("internal-error", 500, "Something went wrong here"),
  IDENTITY_UNAVAILABLE("identity-unavailable", 503, "Tokens cannot be checked at the moment"),
  INDEX_UNAVAILABLE("index-unavailable", 503, "The index cannot be searched at the moment"),
  MODEL_MISMATCH("model-mismatch", 503, "The index was built with another embedding model"),
  PAGES_UNAVAILABLE("pages-unavailable", 503, "The pages cannot be reached at the moment"),
  STORE_UNAVAILABLE("store-unavailable", 503, "What is stored cannot be reached at the moment"),
  WRITE_UNKNOWN("write-unknown", 503, "Nobody knows yet whether it was written"),
  MODEL_UNAVAILABLE("model-unavailable", 503, "The embedding model is not ready"),
  LANGUAGE_MODEL_UNAVAILABLE(
      "language-model-unavailable", 503, "The language model does not answer"),
  OVERLOADED("overloaded", 503, "Too many requests at the same time"),
  STOPPING("stopping", 503, "The server is being stopped");

  private final String slug;
  private final int status;
  private final String title;

  ProblemType(String slug, int status, String title) {
    this.slug = slug;
    this.status = status;
    this.title = title;
  }

  /** Identifies the problem for programs, for example {@code urn:gibsey:problem:empty-query}. */
  public String urn() {
    return "urn:gibsey:problem:" + slug;
  }

  /** The last part of the {@link #urn}. */
  String slug() {
    return slug;
  }

  /** HTTP status code, 400 to 599. */
  public int status() {
    return status;
  }

  /** The problem in words; the same for every occurrence. */
  public String title() {
    return title;
  }

  /** Whether the fault lies on this side, so that the occurrence is logged and can be traced. */
  boolean ours() {
    return status >= 500;
  }

  /** Whether it is counted rather than logged: under load there are thousands of them a second. */
  boolean counted() {
    return this == OVERLOADED || this == STOPPING;
  }

  /** Whether the same request may succeed soon. */
  boolean passing() {
    return status == 503;
  }
}
