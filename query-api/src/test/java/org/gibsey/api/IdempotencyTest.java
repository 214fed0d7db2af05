package org.gibsey.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gibsey.api.ProblemAssert.assertProblem;
import static org.gibsey.api.TestApi.json;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.gibsey.api.idempotency.KeptRequest;
import org.gibsey.api.idempotency.KeyOfCaller;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests that are sent again with the Idempotency-Key of the first time. */
final class IdempotencyTest {
  private static final String PAGE = "/v1/pages/tides/1";

  private final FakePages pages = new FakePages();
  private TestApi api;

  @BeforeEach
  void start() throws Exception {
    api = TestApi.start(new FakeShards(), pages, new FakeEmbedder());
    pages.writes.set(0);
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void theSameRequestIsCarriedOutOnceAndAnsweredAlike() throws Exception {
    HttpResponse<String> first = put("k1", "{\"text\":\"x\"}");
    HttpResponse<String> second = put("k1", "{\"text\":\"x\"}");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    assertThat(second.headers().firstValue("Content-Type").orElse("")).startsWith("application/js");
    assertThat(pages.writes).hasValue(1);
    assertThat(put("k2", "{\"text\":\"x\"}").statusCode()).isEqualTo(200);
    assertThat(pages.writes).hasValue(2);
  }

  @Test
  void anotherRequestWithTheSameKeyIsRefused() throws Exception {
    put("k1", "{\"text\":\"x\"}");
    assertProblem(put("k1", "{\"text\":\"y\"}"), 422, "key-reused");
    assertProblem(api.send(writer("k1").DELETE()), 422, "key-reused");
    assertThat(pages.writes).hasValue(1);
  }

  @Test
  void aRequestThatWasRefusedLeavesItsKeyFree() throws Exception {
    assertProblem(put("k1", "{\"text\":\"\"}"), 422, "invalid-value");
    assertThat(put("k1", "{\"text\":\"x\"}").statusCode()).isEqualTo(201);
  }

  @Test
  void aWriteOfUnknownOutcomeIsRepeatedAtTheSameTime() throws Exception {
    pages.loseAnswers();
    assertProblem(put("k1", "{\"text\":\"x\"}"), 503, "write-unknown");
    String written = json(api.get(PAGE)).path("write_time").asText();
    pages.comeBack();
    HttpResponse<String> again = put("k1", "{\"text\":\"x\"}");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("write_time").asText()).isEqualTo(written);
    assertProblem(put("k1", "{\"text\":\"y\"}"), 422, "key-reused");
  }

  @Test
  void aRequestUnderWayIsAConflictAndOneWhoseProcessDiedIsCarriedOutAgain() throws Exception {
    put("k1", "{\"text\":\"x\"}");
    KeyOfCaller key = pages.requests.onlyKey();
    KeptRequest done = pages.requests.require(key);
    KeptRequest running =
        new KeptRequest(done.hash(), "other", done.beganAtMicros(), Long.MAX_VALUE, null);
    pages.requests.replace(key, done.attempt(), running);
    assertProblem(put("k1", "{\"text\":\"x\"}"), 409, "key-under-way");
    assertProblem(put("k1", "{\"text\":\"y\"}"), 422, "key-reused");
    assertThat(pages.writes).hasValue(1);
    pages.requests.replace(
        key, "other", new KeptRequest(done.hash(), "other", done.beganAtMicros(), 1, null));
    HttpResponse<String> again = put("k1", "{\"text\":\"x\"}");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(pages.writes).hasValue(2);
    assertThat(put("k1", "{\"text\":\"x\"}").body()).isEqualTo(again.body());
    assertThat(pages.writes).hasValue(2);
  }

  @Test
  void keysThatAreNoneAreRefused() throws Exception {
    assertProblem(put("", "{\"text\":\"x\"}"), 400, "bad-request");
    assertProblem(put("a b", "{\"text\":\"x\"}"), 400, "bad-request");
    assertProblem(put("k".repeat(129), "{\"text\":\"x\"}"), 400, "bad-request");
    assertThat(put("k".repeat(128), "{\"text\":\"x\"}").statusCode()).isEqualTo(201);
  }

  @Test
  void bodiesAreBoundedBeforeTheyAreHashed() throws Exception {
    assertProblem(put("k1", "x".repeat(2_000_000)), 413, "body-too-large");
    assertThat(put("k1", "{\"text\":\"x\"}").statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> put(String key, String body) throws Exception {
    return api.send(
        writer(key).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder writer(String key) {
    return api.anonymous(PAGE)
        .header("Authorization", "Bearer " + TestApi.ADMIN)
        .header("Idempotency-Key", key);
  }
}
