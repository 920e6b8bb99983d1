/** Texts of the large landscape. */

export const words = {
  before: (/** @type {string} */ activation) => `before ${activation}`,
  beforeTip: 'The sum before the non-linearity bends it; planes stand where the non-linearity crops it.',
  beforeFailed: 'The sum could not be fetched.',
  standing: 'examples on it',
  standingTip: 'Examples stand on the surface, each on a stem from its place on the floor. Otherwise they lie on the floor.',
  cameras: {
    title: 'Where to look from',
    slanted: 'From the side and above',
    top: 'From above',
    front: 'From the front',
  },
  table: 'As table',
  tableOf: (/** @type {string} */ name, /** @type {string} */ u, /** @type {string} */ v) =>
    `Heights of ${name}: ${u} from left to right, ${v} from bottom to top`,
  slope: 'A first-layer neuron is a slope; it is zero along a straight line.',
};
