/**
 * Cross-sections as polygons. Between neighbouring points a surface is a straight line, so that areas are exact for the mesh.
 *
 * @typedef {number[][]} Ring points `[x, y]` from −1 to 1, the last the same as the first
 * @typedef {Ring[]} Polygon an outer ring, then its holes
 */

import { loadLibrary } from '../material/library.js';

await loadLibrary('d3-array', 'd3');
const { contours } = await loadLibrary('d3-contour', 'd3');

/** What lies at least as high as a share of the scale. @param {import('./mesh.js').Mesh} mesh @param {number} share @returns {Polygon[]} */
export function contoursAt({ columns, rows, heights }, share) {
  // The library's points are the middles of cells, and its polygons close half a cell outside.
  const place = (/** @type {number} */ at, /** @type {number} */ points) =>
    (2 * Math.max(0, Math.min(points - 1, at - 0.5))) / (points - 1) - 1;
  const { coordinates } = contours().size([columns, rows]).contour(heights, share);
  return coordinates.map((/** @type {Polygon} */ polygon) =>
    polygon.map((ring) => ring.map(([x, y]) => [place(x, columns), place(y, rows)])),
  );
}

/** Share of the whole area that polygons cover. @param {Polygon[]} polygons */
export function shareAbove(polygons) {
  let area = 0;
  for (const [outer, ...holes] of polygons) {
    area += areaOf(outer);
    for (const hole of holes) area -= areaOf(hole);
  }
  return area / 4;
}

/** The lines of the height alone, without what closes polygons along the border: x and y of each point. @param {Polygon[]} polygons @returns {Float32Array[]} */
export const linesOf = (polygons) => polygons.flat().flatMap(openLines);

/** @param {Ring} ring */
function areaOf(ring) {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i++) twice += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
  return Math.abs(twice) / 2;
}

/** @param {Ring} ring @returns {Float32Array[]} */
function openLines(ring) {
  const count = ring.length - 1;
  const isBorder = (/** @type {number} */ i) =>
    [0, 1].some((axis) => Math.abs(ring[i][axis]) === 1 && ring[i][axis] === ring[i + 1][axis]);
  const border = ring.findIndex((_, i) => i < count && isBorder(i));
  if (border < 0) return [Float32Array.from(ring.flat())];
  const lines = [];
  /** @type {number[]} */
  let line = [];
  for (let k = 1; k <= count; k++) {
    const i = (border + k) % count;
    if (!isBorder(i)) line.push(...(line.length ? [] : ring[i]), ...ring[i + 1]);
    else if (line.length) {
      lines.push(Float32Array.from(line));
      line = [];
    }
  }
  return lines;
}
