/**
 * What both renderers of landscapes draw. A canvas shows one or more pictures, each in a box of its own, all seen by one eye.
 *
 * @typedef {object} Picture
 * @property {string} key what it shows: it glides from one picture to the next of the same key
 * @property {import('./mesh.js').Mesh} mesh heights as shares of the scale
 * @property {import('./scale.js').Scale} scale
 * @property {Spot[]} [spots] the examples on the floor, oldest first; where there is no floor, they lie on the surface
 * @property {number} [spotRadius] pixels, `MARK_PIXELS` unless told
 * @property {{plane: import('../state/store.js').Plane, extent: import('../state/frame.js').Frame['extent']}} [axes] the names and numbers around it
 * @property {boolean} [standing] whether the examples stand on the surface, each on a stem from its place on the floor
 * @property {Float32Array} [tint] what the colours show in the place of the heights, −1 to 1 for each point of the mesh, by the signed palette
 * @property {number} [cut] height of a translucent plane, as a share of the scale; its contour is drawn on surface and floor; a plane outside the scale is drawn just beyond its end
 * @property {number[]} [limits] heights of the planes that a non-linearity crops at, as shares of the scale; drawn as outlines
 * @property {Line[]} [lines] drawn on the floor
 * @property {boolean} [floating] whether there is no floor
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
/** How far outside the scale a plane may lie: one beyond is drawn there. */
const BEYOND = 0.1;
/** Planes lie beside plateaus of their own height, not within them. */
const ASIDE = 0.003;
/** A mark on the surface is this much nearer to the eye than its place, or the slope in front of it would cut it. */
export const MARK_NEARER = 0.05;
export const STEM_OPACITY = 0.45;

/** Height as a share of the scale to z. @param {number} share @param {boolean} signed */
export const zOf = (share, signed) => (signed ? share : 2 * share - 1) * LIFT;

/**
 * A translucent plane across the landscape.
 *
 * @typedef {{z: number, token: string, fill: number, rim: number}} Pane `fill` and `rim` are the opacities within and of the outline
 */

/** The planes of a picture, the farthest from the eye first. @param {Picture} picture @param {import('./camera.js').Camera} camera @returns {Pane[]} */
export function panesOf({ cut, limits, scale }, camera) {
  const panes = (limits ?? []).map((share) => ({ z: paneZ(share, scale.signed), token: 'ink', fill: 0.05, rim: 0.5 }));
  if (cut !== undefined) panes.push({ z: paneZ(cut, scale.signed), token: 'accent', fill: 0.16, rim: 0.9 });
  return panes.sort((a, b) => Math.abs(camera.z - b.z) - Math.abs(camera.z - a.z));
}

/** @param {number} share @param {boolean} signed */
function paneZ(share, signed) {
  const height = zOf(share, signed);
  const reach = LIFT * (1 + BEYOND);
  return Math.max(-reach, Math.min(reach, height + (height > 0 ? ASIDE : -ASIDE)));
}

/** @param {import('../state/frame.js').Frame} frame @param {number[]} looks of the classes @param {(i: number) => boolean} [isShown] @returns {Spot[]} */
export function spotsOf({ examples, extent }, looks, isShown = () => true) {
  const spots = [];
  for (let i = 0; i < examples.size; i++) {
    const x = (2 * (examples.s[i] - extent.uMinimum)) / (extent.uMaximum - extent.uMinimum) - 1;
    const y = (2 * (examples.t[i] - extent.vMinimum)) / (extent.vMaximum - extent.vMinimum) - 1;
    if (Math.abs(x) > 1 || Math.abs(y) > 1 || !isShown(i)) continue;
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
