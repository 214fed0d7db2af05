/**
 * A small rosette for a name, as salt would draw it: turned crystals and a wave around a middle.
 * The same name always gives the same figure. Decoration only: hidden from screen readers, since
 * the name always stands beside it.
 */
import { svg } from './dom.js';

export const TONES = 6;
const SHAPES = [
  /** @param {number} i @param {number} o */
  (i, o) => `M0 ${-i}Q${(o - i) * 0.45} ${-(i + o) / 2} 0 ${-o}Q${(i - o) * 0.45} ${-(i + o) / 2} 0 ${-i}Z`,
  /** @param {number} i @param {number} o */
  (i, o) => `M0 ${-i}L${(o - i) * 0.38} ${-(i + o) / 2} 0 ${-o}L${(i - o) * 0.38} ${-(i + o) / 2}Z`,
  /** @param {number} i @param {number} o */
  (i, o) => `M0 ${-o}a${(o - i) / 2} ${(o - i) / 2} 0 1 1-.01 0Z`,
  /** @param {number} i @param {number} o */
  (i, o) => `M${(i - o) * 0.32} ${-o}H${(o - i) * 0.32}L0 ${-i}Z`,
];

/** FNV-1a over UTF-16 units. @param {string} text */
export function hash(text) {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** Mulberry32: small, and the same in every browser. @param {number} seed */
export function dice(seed) {
  return (/** @type {number} */ sides) => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % sides;
  };
}

/** A circle that breathes n times. @param {number} n @param {number} radius @param {number} swell */
function wave(n, radius, swell) {
  const points = [];
  for (let step = 0; step < 120; step++) {
    const angle = (step / 120) * 2 * Math.PI;
    const r = radius + swell * Math.cos(n * angle);
    points.push(`${(r * Math.sin(angle)).toFixed(2)} ${(-r * Math.cos(angle)).toFixed(2)}`);
  }
  return `M${points.join('L')}Z`;
}

/** @param {number} n @param {string} d @param {boolean} filled @param {number} turn degrees */
function ring(n, d, filled, turn) {
  return Array.from({ length: n }, (_, i) =>
    svg('path', { d, class: filled ? 'emblem-fill' : 'emblem-line', transform: `rotate(${turn + (i * 360) / n})` }));
}

/** @param {string} name */
export function emblem(name) {
  const roll = dice(hash(name));
  const tone = roll(TONES);
  const n = 4 + roll(5);
  const outer = SHAPES[roll(SHAPES.length)];
  const inner = SHAPES[roll(SHAPES.length)];
  const filledOutside = roll(2) === 0;
  const offset = roll(2) * (180 / n);
  return svg('svg', { class: `emblem tone-${tone}`, viewBox: '-32 -32 64 64', 'aria-hidden': 'true' },
    svg('circle', { r: 31, class: 'emblem-ground' }),
    svg('path', { d: wave(n * (1 + roll(2)), 27.2, 1.6), class: 'emblem-line' }),
    ...ring(n, outer(11.5, 23), filledOutside, 0),
    ...ring(n, inner(4.5, 11), !filledOutside, offset),
    svg('circle', { r: 1.8 + roll(3) * 0.5, class: 'emblem-fill' }));
}
