/** The models that the empty page offers, each with a picture of its stream. */

/** @typedef {{x: number, y: number, label: number}} Dot */

/** @type {{stream: string, classes: string[], layers: string[], dots: (random: () => number) => Dot}[]} */
export const presets = [
  {
    stream: 'two-spirals',
    classes: ['orange', 'blue'],
    layers: ['{units: 8, activation: tanh}', '{units: 8, activation: tanh}'],
    dots: spiral,
  },
  { stream: 'circles', classes: ['inner', 'outer'], layers: ['{units: 6, activation: tanh}'], dots: circle },
  { stream: 'xor', classes: ['same', 'different'], layers: ['{units: 6, activation: relu}'], dots: corner },
];

/** @param {typeof presets[number]} preset */
export function specOf({ stream, classes, layers }) {
  return `name: ${stream}
inputs: 2
layers:
${layers.map((layer) => `  - ${layer}`).join('\n')}
classes: [${classes.join(', ')}]
optimizer: {type: sgd, learning-rate: 0.05, momentum: 0.9}
batch-size: 32
standardize: true
seed: 42
`;
}

/** Numbers between 0 and 1, the same every time. @param {number} seed */
export function randomFrom(seed) {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

/** @param {() => number} random @returns {Dot} */
function spiral(random) {
  const label = random() < 0.5 ? 0 : 1;
  const reach = Math.sqrt(random());
  const angle = reach * 3 * Math.PI + label * Math.PI;
  return { x: reach * 0.9 * Math.cos(angle) + noise(random), y: reach * 0.9 * Math.sin(angle) + noise(random), label };
}

/** @param {() => number} random @returns {Dot} */
function circle(random) {
  const label = random() < 0.5 ? 0 : 1;
  const reach = (label ? 0.8 : 0.35) + 2 * noise(random);
  const angle = random() * 2 * Math.PI;
  return { x: reach * Math.cos(angle), y: reach * Math.sin(angle), label };
}

/** @param {() => number} random @returns {Dot} */
function corner(random) {
  const [x, y] = [random() * 1.8 - 0.9, random() * 1.8 - 0.9];
  return { x: x + 0.06 * Math.sign(x), y: y + 0.06 * Math.sign(y), label: x > 0 === y > 0 ? 0 : 1 };
}

/** @param {() => number} random */
const noise = (random) => (random() + random() - 1) * 0.06;
