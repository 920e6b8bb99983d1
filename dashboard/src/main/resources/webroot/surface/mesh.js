/**
 * The surface that the landscape draws: heights as shares of the layer's scale, freed of the steps of eight bits.
 *
 * Heights come in 255 steps over a neuron's range; seen in slanting light those steps are terraces. Two passes of the binomial
 * [1 2 1]/4 along each axis take them away, moving a height by less than one step where the surface is smooth. Then points are
 * put between the points by a cubic through the four nearest (Catmull-Rom), as many as the renderer can draw in time.
 *
 * @typedef {{columns: number, rows: number, heights: Float32Array, tint?: Float32Array}} Mesh `[rows, columns]`, row 0 the lowest v; `tint`
 *     is another field of the same shape, shown by colour
 */

/** A neuron of a frame. @param {import('../state/frame.js').Frame} frame @param {number} l index of the layer @param {number} unit @param {import('./scale.js').Scale} scale @returns {Mesh} */
export function meshOf(frame, l, unit, scale) {
  const { columns, rows, heights } = rawMeshOf(frame, l, unit, scale.high);
  return { columns, rows, heights: smooth(heights, columns, rows) };
}

/** With the steps of eight bits. @param {import('../state/frame.js').Frame} frame @param {number} l @param {number} unit @param {number} high the height that is one @returns {Mesh} */
export function rawMeshOf({ columns, rows, layers }, l, unit, high) {
  const { heights, minimum, maximum } = layers[l];
  const points = columns * rows;
  const low = minimum[unit] / high;
  const quantum = (maximum[unit] - minimum[unit]) / high / 255;
  return { columns, rows, heights: Float32Array.from(heights.subarray(unit * points, (unit + 1) * points), (q) => low + q * quantum) };
}

/** @param {Float32Array} heights @param {number} columns @param {number} rows */
export function smooth(heights, columns, rows) {
  for (let pass = 0; pass < 2; pass++) {
    heights = binomial(heights, columns, rows, 1, columns);
    heights = binomial(heights, rows, columns, columns, 1);
  }
  return heights;
}

/** Smooths along lines of points; ends keep their slope. @param {Float32Array} heights @param {number} length of a line @param {number} lines @param {number} along @param {number} across */
function binomial(heights, length, lines, along, across) {
  const smoothed = new Float32Array(heights.length);
  for (let line = 0; line < lines; line++) {
    const start = line * across;
    for (let i = 0; i < length; i++) {
      const at = start + i * along;
      const inside = i > 0 && i < length - 1;
      smoothed[at] = inside ? (heights[at - along] + 2 * heights[at] + heights[at + along]) / 4 : heights[at];
    }
  }
  return smoothed;
}

/** Twice as fine along both axes. @param {Mesh} mesh @returns {Mesh} */
export function refine({ columns, rows, heights, tint }) {
  const refined = (/** @type {Float32Array} */ field) => {
    const wideColumns = 2 * columns - 1;
    const wide = between(field, columns, rows, 1, columns, 1, wideColumns);
    return between(wide, rows, wideColumns, wideColumns, 1, wideColumns, 1);
  };
  return {
    columns: 2 * columns - 1,
    rows: 2 * rows - 1,
    heights: refined(heights),
    ...(tint ? { tint: refined(tint) } : {}),
  };
}

/** Puts a point between each two of every line. @param {Float32Array} heights @param {number} length @param {number} lines
 * @param {number} along step along a line of the source @param {number} across step from line to line of the source
 * @param {number} fineAlong @param {number} fineAcross */
function between(heights, length, lines, along, across, fineAlong, fineAcross) {
  const fine = new Float32Array((2 * length - 1) * lines);
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < length; i++) {
      const at = line * across + i * along;
      const to = line * fineAcross + 2 * i * fineAlong;
      const here = heights[at];
      fine[to] = here;
      if (i === length - 1) continue;
      const next = heights[at + along];
      const before = i > 0 ? heights[at - along] : 2 * here - next;
      const after = i < length - 2 ? heights[at + 2 * along] : 2 * next - here;
      const middle = (9 * (here + next) - before - after) / 16;
      fine[to + fineAlong] = middle;
    }
  }
  return fine;
}

/** With fewer points along each axis. @param {Mesh} mesh @param {number} most @returns {Mesh} */
export function coarsen({ columns, rows, heights, tint }, most) {
  const [wide, high] = [Math.min(columns, most), Math.min(rows, most)];
  const coarsened = (/** @type {Float32Array} */ field) => {
    const coarse = { columns: wide, rows: high, heights: new Float32Array(wide * high) };
    const source = { columns, rows, heights: field };
    sampleInto(coarse, (x, y) => heightAt(source, x, y));
    return coarse.heights;
  };
  return { columns: wide, rows: high, heights: coarsened(heights), ...(tint ? { tint: coarsened(tint) } : {}) };
}

/** Height at a place, linear between the points. @param {Mesh} mesh @param {number} x from −1 to 1 @param {number} y */
export function heightAt({ columns, rows, heights }, x, y) {
  const u = ((x + 1) / 2) * (columns - 1);
  const v = ((y + 1) / 2) * (rows - 1);
  const c = Math.max(0, Math.min(columns - 2, Math.floor(u)));
  const r = Math.max(0, Math.min(rows - 2, Math.floor(v)));
  const at = r * columns + c;
  const low = heights[at] + (heights[at + 1] - heights[at]) * (u - c);
  const top = heights[at + columns] + (heights[at + columns + 1] - heights[at + columns]) * (u - c);
  return low + (top - low) * (v - r);
}

/** Fills a mesh with heights of places, x and y from −1 to 1. @param {Mesh} mesh @param {(x: number, y: number) => number} heightOf */
export function sampleInto({ columns, rows, heights }, heightOf) {
  for (let row = 0; row < rows; row++) {
    const y = (2 * row) / (rows - 1) - 1;
    for (let column = 0; column < columns; column++)
      heights[row * columns + column] = heightOf((2 * column) / (columns - 1) - 1, y);
  }
  changed(heights);
}

/** A field between two of the same shape, into another. @param {Float32Array} from @param {Float32Array} to @param {number} share @param {Float32Array} into */
export function glide(from, to, share, into) {
  for (let i = 0; i < into.length; i++) into[i] = from[i] + (to[i] - from[i]) * share;
  changed(into);
}

/** @param {Float32Array} field */
const changed = (field) => versions.set(field, versionOf(field) + 1);

/** How often fields have changed in place. @type {WeakMap<Float32Array, number>} */
const versions = new WeakMap();

/** Tells a field that has changed in place from what it was. @param {Float32Array} field */
export const versionOf = (field) => versions.get(field) ?? 0;
