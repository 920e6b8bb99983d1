/** What is level on a slope: a sum of inputs is zero along a straight line. */

/** Where a slope is zero within the square: x and y of both ends, from −1 to 1; nothing where it is zero nowhere in it.
 * @param {import('./mesh.js').Mesh} mesh of heights that rise evenly @returns {Float32Array|null} */
export function zeroLine({ columns, rows, heights }) {
  const corner = heights[0];
  const alongX = (heights[columns - 1] - corner) / 2;
  const alongY = (heights[(rows - 1) * columns] - corner) / 2;
  const middle = corner + alongX + alongY;
  const ends = [];
  for (const side of [-1, 1]) {
    const y = -(middle + alongX * side) / alongY;
    if (Math.abs(y) <= 1) ends.push([side, y]);
    const x = -(middle + alongY * side) / alongX;
    if (Math.abs(x) < 1) ends.push([x, side]);
  }
  return ends.length > 1 ? Float32Array.from([...ends[0], ...ends[1]]) : null;
}
