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
 * @typedef {{start: number, end: number}} Range
 * @typedef {{view: 'books'|'book'|'page'|'search'|'ask', book?: string, page?: number,
 *   mark?: Range, words?: string, q?: string, mode?: Mode}} Route
 * @typedef {{show(route: Route, movesFocus: boolean): void, hide(): void}} View
 */
export {};
