/**
 * What both renderers of a landscape draw, in the space of the camera.
 *
 * @typedef {object} LandscapeScene
 * @property {import('./mesh.js').Mesh} mesh
 * @property {import('./scale.js').Scale} scale
 * @property {import('./camera.js').Camera} camera
 * @property {Spot[]} spots the examples, oldest first
 * @property {number} ratio device pixels per CSS pixel
 *
 * @typedef {{x: number, y: number, look: number, wrong: boolean, age: number}} Spot `look`: number of the class's colour and shape; `age` from 1, the newest, towards 0
 */

/** Half of the height that a surface may fill. */
export const LIFT = 0.56;
export const FLOOR = -1.12;
export const FLOOR_CORNERS = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];
/** Iso-lines across the whole scale of heights above (and as many below) zero. */
export const ISO_LINES = 10;
export const LIGHT = normalized([-0.45, -0.35, 0.82]);
export const AMBIENT = 0.56;
export const DIFFUSE = 0.5;
/** A little more light on what is level. */
export const UPWARD = 0.07;
export const MARK_PIXELS = 4;

/** Height as a share of the scale to z. @param {number} share @param {boolean} signed */
export const zOf = (share, signed) => (signed ? share : 2 * share - 1) * LIFT;

/** @param {import('./frame.js').Frame} frame @param {number[]} looks of the classes @returns {Spot[]} */
export function spotsOf({ examples, extent }, looks) {
  const spots = [];
  for (let i = 0; i < examples.size; i++) {
    const x = (2 * (examples.s[i] - extent.uMinimum)) / (extent.uMaximum - extent.uMinimum) - 1;
    const y = (2 * (examples.t[i] - extent.vMinimum)) / (extent.vMaximum - extent.vMinimum) - 1;
    if (Math.abs(x) > 1 || Math.abs(y) > 1) continue;
    spots.push({
      x,
      y,
      look: looks[examples.label[i]] ?? 7,
      wrong: examples.label[i] !== examples.predicted[i],
      age: (i + 1) / examples.size,
    });
  }
  return spots;
}

/** @param {number[]} v */
function normalized(v) {
  const length = Math.hypot(...v);
  return v.map((value) => value / length);
}

/** The light stays beside the eye. @param {number[]} light @param {number} azimuth */
export function turned([x, y, z], azimuth) {
  const [cos, sin] = [Math.cos(azimuth), Math.sin(azimuth)];
  return [x * cos - y * sin, x * sin + y * cos, z];
}
