/**
 * The streams that Carve makes by itself, with a picture of each. The shapes are those of the server.
 *
 * @typedef {{x: number, y: number, label: number}} Dot
 * @typedef {object} Stream
 * @property {string} name
 * @property {string[]} classes
 * @property {number} noise the standard deviation that suits it
 * @property {(random: () => number) => Dot} dot without noise, about one unit in radius
 */

const TURNS = 1.5;
const CELLS = 4;

/** @type {Stream[]} */
export const streams = [
  { name: 'two-spirals', classes: ['blue', 'orange'], noise: 0.03, dot: spiral },
  { name: 'circles', classes: ['blue', 'orange'], noise: 0.08, dot: circle },
  { name: 'xor', classes: ['blue', 'orange'], noise: 0.03, dot: corner },
  { name: 'moons', classes: ['blue', 'orange'], noise: 0.07, dot: moon },
  { name: 'gaussians', classes: ['blue', 'orange', 'green'], noise: 0.3, dot: cloud },
  { name: 'checkerboard', classes: ['blue', 'orange'], noise: 0.02, dot: cell },
];

/** @param {string|undefined} name */
export const streamNamed = (name) => streams.find((stream) => stream.name === name);

/** Numbers from 0 to below 1, the same every time. @param {number} seed above 0 @returns {() => number} */
export function randomFrom(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** Points of a stream as they come, with noise. @param {Stream} stream @param {number} count @param {number} [noise] @returns {Dot[]} */
export function dotsOf(stream, count, noise = stream.noise) {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const { x, y, label } = stream.dot(random);
    return { x: x + noise * normal(random), y: y + noise * normal(random), label };
  });
}

/** Box and Muller's way from two even numbers to a normal one. @param {() => number} random */
const normal = (random) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** @param {() => number} random @returns {Dot} */
function spiral(random) {
  const label = half(random);
  const radius = Math.sqrt(random());
  return around(radius, 2 * Math.PI * TURNS * radius + label * Math.PI, label);
}

/** @param {() => number} random @returns {Dot} */
function circle(random) {
  const label = half(random);
  const { x, y } = around(label ? 1 : 0.4, 2 * Math.PI * random(), label);
  return { x: x + 0.3, y, label };
}

/** @param {() => number} random @returns {Dot} */
function corner(random) {
  const [x, y] = [2 * random() - 1, 2 * random() - 1];
  return { x, y, label: x * y >= 0 ? 0 : 1 };
}

/** @param {() => number} random @returns {Dot} */
function moon(random) {
  const label = half(random);
  const side = label ? -1 : 1;
  const { x, y } = around(1, Math.PI * random(), label);
  return { x: 0.65 * side * (x - 0.5), y: 0.65 * side * (y - 0.25), label };
}

/** @param {() => number} random @returns {Dot} */
function cloud(random) {
  const label = Math.floor(3 * random());
  return around(0.7, Math.PI / 2 + (label * 2 * Math.PI) / 3, label);
}

/** @param {() => number} random @returns {Dot} */
function cell(random) {
  const [column, row] = [CELLS * random(), CELLS * random()];
  return { x: (2 * column) / CELLS - 1, y: (2 * row) / CELLS - 1, label: (Math.floor(column) + Math.floor(row)) % 2 };
}

/** @param {() => number} random */
const half = (random) => (random() < 0.5 ? 0 : 1);

/** @param {number} radius @param {number} angle @param {number} label @returns {Dot} */
const around = (radius, angle, label) => ({ x: radius * Math.cos(angle), y: radius * Math.sin(angle), label });
