/**
 * Someone's likeness in a few strokes: a backdrop, shoulders, a head and what is on it. The same id
 * and name always give the same likeness, and with a few hundred thousand of them two characters
 * rarely share one.
 */
import { svg } from './dom.js';
import { dice, hash, TONES } from './emblem.js';

/** @param {string} d @param {string} [look] */
const path = (d, look = 'emblem-line') => svg('path', { d, class: look });
const FILL = 'emblem-fill';
const PAPER = 'portrait-paper';

/** A line of waves as long as the circle is wide there. @param {number} y */
function waves(y) {
  const half = 8 * Math.floor(Math.sqrt(29 * 29 - y * y) / 8);
  return `M${-half} ${y}q4-4 8 0${'t8 0'.repeat(half / 4 - 1)}`;
}

/** Behind the head. Each fills the circle of radius 29 and no more. */
const BACKDROPS = [
  () => [-16, -8, 0].map((y) => path(waves(y), 'portrait-faint')),
  () => Array.from({ length: 13 }, (_, i) => svg('path', { d: 'M0-21V-28', class: 'portrait-faint', transform: `rotate(${-90 + i * 15})` })),
  () => [path('M13-23a6.5 6.5 0 1 0 7 9 5.5 5.5 0 0 1-7-9Z', 'portrait-tint')],
  () => [[-19, -14], [-11, -23], [10, -24], [20, -15], [-24, -2], [24, -3]].map(([x, y]) => path(`M${x} ${y - 2.2}v4.4M${x - 2.2} ${y}h4.4`, 'portrait-faint')),
  () => [path('M-21 19V-5a21 21 0 0 1 42 0V19', 'portrait-faint'), path('M-16.5 19V-5a16.5 16.5 0 0 1 33 0V19', 'portrait-faint')],
  () => [-25, -20, 20, 25].map((x) => path(`M${x} 14Q${x * 0.9} 0 ${x} ${Math.abs(x) > 22 ? -9 : -19}`, 'portrait-faint')),
  () => [svg('circle', { cy: -4, r: 20, class: 'portrait-tint' })],
];

/** Down from the neck, cut off by the circle (29 wide at its foot). */
const SHOULDERS = [
  () => [path('M-20.5 20.5Q-18 10-5 8.5H5Q18 10 20.5 20.5A29 29 0 0 1-20.5 20.5Z', FILL)],
  () => [path('M-22 19Q-20 11-5 8.5H5Q20 11 22 19A29 29 0 0 1-22 19Z', PAPER), path('M-4.5 9 0 16 4.5 9M0 16V29')],
  () => [path('M-20.5 20.5Q-18 11-5 8.5H5Q18 11 20.5 20.5A29 29 0 0 1-20.5 20.5Z', FILL), path('M-5 8.5-8 15-1 13.5 0 16 1 13.5 8 15 5 8.5Z', PAPER)],
  () => [path('M-22 19Q-17 12-5 9H5Q17 12 22 19A29 29 0 0 1-22 19Z', PAPER), path('M-9 10.5Q0 18 9 10.5M-13 12.5Q0 24 13 12.5')],
  () => [path('M-22 19Q-21 9-8 7L0 13 8 7Q21 9 22 19A29 29 0 0 1-22 19Z', FILL), path('M0 13V29', 'portrait-seam')],
];

const FACES = [
  () => path('M-8-7Q-8 9 0 9T8-7Q8-15 0-15T-8-7Z', PAPER),
  () => path('M-8.5-7Q-9 4-4.5 7.5 0 10.5 4.5 7.5 9 4 8.5-7 8-15 0-15T-8.5-7Z', PAPER),
  () => path('M-7.5-8-7 2Q-5 9.5 0 10 5 9.5 7 2L7.5-8Q7-15.5 0-15.5T-7.5-8Z', PAPER),
];

/** What goes on the head; the first of a pair lies behind it. */
const HEADS = [
  () => [path('M-9.5-5Q-12-17 0-18.5 12-17 9.5-5 8-11 3-12 -4-12.5-9.5-5Z', FILL)],
  () => [path('M-9.5-6Q-11-18 0-18.5T9.5-6Q6-12 0-12T-9.5-6Z', FILL), svg('circle', { cy: -21, r: 4, class: FILL })],
  () => [path('M-9.5 5Q-13-18 0-18.5T9.5 5L7-4Q7-10 2-12.5-5-11-7-4Z', FILL)],
  () => [path('M-16-12Q0-17.5 16-12 12-10 0-10T-16-12Z', FILL), path('M-8.5-13Q-8-22 0-22T8.5-13Z', FILL)],
  () => [path('M-9-11Q-9-19.5 0-19.5T9-11Q13-10.5 14-8.5 4-11-9-10Z', FILL), path('M-9-11.5Q0-14 9-11', 'portrait-seam')],
  () => [path('M-11 8Q-15-20 0-21.5 15-20 11 8 10-2 7-9 4-13 0-13T-7-9Q-10-2-11 8Z', FILL)],
  () => [-9, -5.5, -1, 4, 8].map((x, i) => svg('circle', { cx: x, cy: [-9, -14.5, -16.5, -15.5, -10.5][i], r: 4.2, class: FILL })),
  () => [path('M-8-11Q-6-14.5 0-14.5T8-11', 'emblem-line'), path('M-8.5-4Q-9.5-8-8-11M8.5-4Q9.5-8 8-11')],
  () => [path('M-9-8Q-10-19 0-19T9-8Q2-9-2-14-4-10-9-8Z', FILL), path('M8.5-9Q14-6 11 3 10 8 13 11', 'portrait-braid')],
  () => [path('M-10-10Q-10-20 0-20T10-10Z', FILL), path('M-10.5-10H10.5V-7.5H-10.5Z', PAPER)],
];

const FEATURES = [
  () => [],
  () => [path('M-7.5 0Q-7 11.5 0 13 7 11.5 7.5 0 4 4.5 0 4.5T-7.5 0Z', FILL)],
  () => [svg('circle', { cx: -3.4, cy: -3.5, r: 2.6, class: 'emblem-line' }), svg('circle', { cx: 3.4, cy: -3.5, r: 2.6, class: 'emblem-line' }), path('M-.8-3.5H.8')],
  () => [path('M-4.5 2.8Q-2 .8 0 2.2 2 .8 4.5 2.8', 'portrait-braid')],
  () => [],
];

/** Closed or lowered eyes: nobody stares out of a margin. */
const EYES = [
  () => path('M-5-3.5q1.6 1.4 3.2 0M1.8-3.5q1.6 1.4 3.2 0'),
  () => path('M-5-3h3M2-3h3'),
  () => path('M-5-2.8q1.6-1.6 3.2 0M1.8-2.8q1.6-1.6 3.2 0'),
];
const MOUTHS = ['M-2 4.5q2 1.4 4 0', 'M-1.8 4.8H1.8', 'M-1.5 4.4Q1 5.4 2.6 3.8'];

/**
 * @param {{id: string, name: string}} character
 * @param {boolean} [named] whether it needs a name of its own, where none stands beside it
 */
export function portrait({ id, name }, named = false) {
  const roll = dice(hash(`${id}\n${name}`));
  const pick = (/** @type {any[]} */ parts) => parts[roll(parts.length)];
  const tone = roll(TONES);
  const about = named ? { role: 'img', 'aria-label': `Portrait of ${name}` } : { 'aria-hidden': 'true' };
  const lean = roll(5) - 2;
  return svg('svg', { class: `emblem portrait tone-${tone}`, viewBox: '-32 -32 64 64', 'data-character': id, ...about },
    svg('circle', { r: 31, class: 'emblem-ground' }),
    ...pick(BACKDROPS)(),
    svg('g', { transform: 'translate(0 1.6)' }, ...pick(SHOULDERS)()),
    svg('g', { transform: `translate(0 1) scale(1.18) rotate(${lean * 2} 0 9)` },
      path('M-3.5 3V10Q0 13 3.5 10V3Z', PAPER),
      pick(FACES)(), pick(EYES)(), path(pick(MOUTHS)), ...pick(HEADS)(), ...pick(FEATURES)()),
    svg('circle', { r: 31, class: 'portrait-rim' }));
}
