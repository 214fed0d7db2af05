/**
 * The shapes this page shares between its modules. Comments only; nothing runs here.
 *
 * Offsets (`start`, `end`) count UTF-16 code units of a page's text, which is how JavaScript
 * strings count, so `text.slice(start, end)` is the passage. `end` is exclusive.
 *
 * @typedef {{book_id: string, title: string, author: string, language: string, pages: number}} Book
 * @typedef {{page_num: number, chapter: string, title: string, speaker: string}} PageEntry
 * @typedef {{book_id: string, title: string, author: string, language: string, pages: PageEntry[]}} BookContents
 * @typedef {{book_id: string, page_num: number, chapter: string, title: string, speaker: string,
 *   text: string, prev: number|null, next: number|null}} Page
 *
 * @typedef {'hybrid'|'vector'|'text'} Mode
 * @typedef {{key: {book_id: string, page_num: number}, score: number,
 *   scores: {vector: number|null, text: number|null}, highlights: Range[],
 *   passage: {number: number, start: number, end: number, text: string},
 *   fields: {title?: string, speaker?: string, chapter?: string}}} Hit
 * @typedef {{hits: Hit[], mode: Mode, model: string, index_version: string,
 *   served_from: string, snapshot_age_ms: number|null,
 *   took_ms: {embed: number, search: number, total: number}}} SearchAnswer
 * @typedef {{rows: number, passages: number, shards: number, shards_live: number,
 *   newest_write_time: string|null, served_from: string, snapshot_age_ms: number|null, model: string}} Stats
 *
 * @typedef {{n: number, book_id: string, page_num: number, title: string, speaker: string,
 *   quote: string, start: number, end: number, score: number}} Citation
 *
 * @typedef {{id: string, name: string, book_id: string|null, tagline: string, greeting: string,
 *   tags?: string[]}} Character
 * @typedef {{id: string, title: string, character: string, book_id: string|null,
 *   progress: number|null, created_at: string, changed_at: string, turns: number,
 *   writing: number|null, greeting?: string|null, earlier?: number|null}} Chat `progress`: last page
 *   read, null for all; `writing`: the turn whose reply is being written; `earlier`: with
 *   `before=` this turn there are more messages, null when there are none
 * @typedef {'done'|'stopped'|'failed'|'writing'} Status
 * @typedef {{prompt_tokens: number, completion_tokens: number, estimated: boolean}} Usage
 * @typedef {{turn: number, speaker: 'reader'|'character', text: string, said_at: string,
 *   status: Status, citations?: Citation[], usage?: Usage|null, credits?: number|null}} Message
 * @typedef {{model: string, prompt_tokens: number, completion_tokens: number, at_most: number,
 *   balance: number}} Quote amounts are whole credits
 * @typedef {{turn: number, status: Status, reserved: number, balance: number, events: string}} Begun
 * @typedef {{where: string, what: string, rows: number|null, done: boolean,
 *   state?: 'done'|'pending'|'remains'|'unknown', until?: string|null, note?: string|null}} Erased
 * @typedef {{id: string, erased: Erased[], search?: {verified: boolean}|null}} Receipt
 *
 * @typedef {{credits: number, most_a_day: number}} EarningRate
 * @typedef {{model: string, prompt: number, completion: number, least: number, per_tokens: number}} Price
 * @typedef {{id: string, role: string, account: {balance: number, reserved: number},
 *   earning: Record<string, EarningRate>, prices: Price[], opening_grant: number}} Me
 * @typedef {{entry: number, kind: string, amount: number, balance_after: number, operation: string,
 *   detail: string|null, made_at: string}} Entry
 * @typedef {{key: {chat_id: string, turn_num: number, speaker: string}, score: number,
 *   scores: {vector: number|null, text: number|null}, highlights: Range[],
 *   passage: {number: number, start: number, end: number, text: string},
 *   fields: {character_id?: string}}} TurnHit
 * @typedef {Omit<SearchAnswer, 'hits'> & {hits: TurnHit[]}} TurnSearchAnswer
 *
 * @typedef {{start: number, end: number}} Range
 * @typedef {{view: 'books'|'book'|'page'|'search'|'ask'|'characters'|'character'|'chats'|'chat'|'ledger',
 *   book?: string, page?: number, mark?: Range, words?: string, q?: string, mode?: Mode,
 *   where?: 'turns', character?: string, chat?: string, turn?: number}} Route
 * @typedef {{show(route: Route, movesFocus: boolean): void, hide(): void}} View
 */
export {};
