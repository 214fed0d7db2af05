package org.gibsey.api.chats;

/**
 * The most that a turn can take, and cost.
 *
 * @param model who puts it in words
 * @param atMost credits
 * @param balance credits that its reader can spend
 */
record Quote(String model, int promptTokens, int completionTokens, long atMost, long balance) {}
