package org.gibsey.api.chats;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was said, kept in this process. */
final class FakeWords implements Words {
  private final Map<String, Written> words = new HashMap<>();

  private final FakeSwitch at;

  FakeWords(FakeSwitch at) {
    this.at = at;
  }

  @Override
  public void say(Chat chat, Said said) {
    write(chat.id(), said.turnNum(), said.speaker(), said, said.writeTimeMicros());
  }

  @Override
  public List<Said> said(String chatId, int before, int turns) {
    return at.atomically(
        () -> {
          List<Said> all =
              words.values().stream()
                  .filter(one -> one.chatId().equals(chatId) && one.turn() < before)
                  .map(Written::said)
                  .filter(Objects::nonNull)
                  .sorted(
                      Comparator.comparingInt(Said::turnNum)
                          .reversed()
                          .thenComparing(Said::speaker))
                  .toList();
          List<Integer> wanted = all.stream().map(Said::turnNum).distinct().limit(turns).toList();
          return all.stream().filter(said -> wanted.contains(said.turnNum())).toList();
        });
  }

  @Override
  public void delete(String chatId, int turnNum, Said.Speaker speaker, long writeTimeMicros) {
    write(chatId, turnNum, speaker, null, writeTimeMicros);
  }

  @Override
  public void deleteAll(String chatId, long writeTimeMicros) {
    at.atomically(
        () -> {
          words.replaceAll(
              (key, one) ->
                  one.chatId().equals(chatId) && one.micros() <= writeTimeMicros
                      ? new Written(chatId, one.turn(), null, writeTimeMicros)
                      : one);
          return true;
        });
  }

  /** Of a deletion and a write of the same time the deletion stands. */
  private void write(
      String chatId, int turn, Said.Speaker speaker, @Nullable Said said, long micros) {
    at.atomically(
        () ->
            words.merge(
                chatId + "/" + turn + "/" + speaker,
                new Written(chatId, turn, said, micros),
                (known, fresh) ->
                    fresh.micros() > known.micros()
                            || (fresh.micros() == known.micros() && fresh.said() == null)
                        ? fresh
                        : known));
  }

  /** What a speaker said, or that it is deleted. */
  private record Written(String chatId, int turn, @Nullable Said said, long micros) {}
}
