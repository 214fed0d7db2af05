package org.gibsey.api.chats;

/** The store of other tests does what every store does. */
final class FakeChatsTest extends ChatStoreContract {
  private final ChatStore store = new FakeChats().store();

  @Override
  protected ChatStore store() {
    return store;
  }
}
