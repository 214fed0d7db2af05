/** Tells the other tabs of this browser that a conversation changed. */

export function createTabs() {
  /** @type {((chat: string) => void)[]} */
  const listeners = [];
  // Browsers without it do without: a tab that is looked at again asks the library anyway.
  const channel = 'BroadcastChannel' in globalThis ? new BroadcastChannel('gibsey.chats') : null;
  channel?.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') for (const listener of listeners) listener(data);
  });
  return {
    /** @param {string} chat */
    tell(chat) {
      channel?.postMessage(chat);
    },
    /** @param {(chat: string) => void} listener */
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
