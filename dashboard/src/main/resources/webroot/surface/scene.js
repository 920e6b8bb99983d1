/**
 * What both renderers of landscapes draw. A canvas shows one or more pictures, each in a box of its own, all seen by one eye.
 *
 * @typedef {object} Picture
 * @property {string} key what it shows: it glides from one picture to the next of the same key
 * @property {import('./mesh.js').Mesh} mesh heights as shares of the scale
 * @property {import('./scale.js').Scale} scale
 * @property {Spot[]} [spots] the examples on the floor, oldest first
 * @property {{plane: import('../state/store.js').Plane, extent: import('../state/frame.js').Frame['extent']}} [axes] the names and numbers around it
 * @property {boolean} [standing] whether the examples stand on the surface, each on a stem from its place on the floor
 * @property {Float32Array} [tint] what the colours show in the place of the heights, −1 to 1 for each point of the mesh
 * @property {number} [cut] height of a translucent plane, as a share of the scale; its contour is drawn on surface and floor
 * @property {number[]} [limits] heights of the planes that a non-linearity crops at, as shares of the scale; drawn as outlines
 * @property {Line[]} [lines] drawn on the floor
 *
 * @typedef {{x: number, y: number, look: number, wrong: boolean, age: number}} Spot `look`: number of the class's colour and shape; `age` from 1, the newest, towards 0
 * @typedef {{points: Float32Array, token: string, opacity: number, width: number}} Line `points`: x and y of each, from −1 to 1; `token` names a colour of the style sheet; `width` in pixels
 * @typedef {{x: number, y: number, width: number, height: number}} Box within the canvas, in CSS pixels
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

/** @param {import('../state/frame.js').Frame} frame @param {number[]} looks of the classes @returns {Spot[]} */
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
