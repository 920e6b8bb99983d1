/**
 * Where everything on the wall lies, in CSS pixels. A layer is one column of tiles when they stay large enough, else a block
 * of small ones; what does not fit even so is shown by pages.
 *
 * @typedef {{x: number, y: number, size: number}} Place
 * @typedef {object} Column
 * @property {'inputs'|'layer'|'wins'} kind
 * @property {number} layer 0 for the inputs
 * @property {number} units all that the layer has
 * @property {number} first of the units that are shown
 * @property {Place[]} places of the units from `first` on
 * @property {number} x
 * @property {number} width
 * @property {boolean} block whether the tiles form a block of several columns
 * @property {boolean} folded inputs too many to show one by one
 *
 * @typedef {{columns: Column[], width: number, height: number, size: number}} Layout
 */

export const HEADER = 32;
const PADDING = 16;
const GAP = 10;
const BLOCK_GAP = 4;
const LARGEST = 112;
const SMALLEST = 26;
/** A layer whose tiles would be smaller than this in one column does not make those of the others smaller. */
const SMALL = 40;
const SMALL_GAP = 4;
/** How much larger the tiles of one layer may be than those of another. */
const MOST_UNEVEN = 1.4;
const SMALLEST_IN_BLOCK = 26;
const NARROWEST_SPACE = 28;
const WIDEST_SPACE = 150;
const MOST_INPUTS = 12;

/** @param {{inputs: number, units: number[], width: number, height: number, pages: number[], names: number}} question
 *     `names`: space for the names of the classes beside their tiles @returns {Layout} */
export function layOut({ inputs, units, width, height, pages, names }) {
  const free = Math.max(160, height - HEADER - PADDING);
  const folded = inputs > MOST_INPUTS;
  const single = units.filter((n) => sizeFor(n, free) >= SMALL);
  const tallest = Math.max(2, ...single, folded ? 1 : Math.min(inputs, 8));
  const smallest = Math.min(
    LARGEST,
    ...units.map((n) => sizeFor(n, free, SMALL_GAP)).filter((size) => size >= SMALLEST),
  );
  for (let size = Math.min(LARGEST, sizeFor(tallest, free), Math.round(smallest * MOST_UNEVEN)); ; size -= 2) {
    const last = size <= SMALLEST;
    const layout = attempt(size, { inputs, folded, units, width, free, pages, names });
    if (last || layout.width <= width) return layout;
  }
}

/** @param {number} units @param {number} free */
const sizeFor = (units, free, gap = GAP) => Math.floor((free + gap) / units) - gap;

/** @param {number} size @param {{inputs: number, folded: boolean, units: number[], width: number, free: number, pages: number[], names: number}} question @returns {Layout} */
function attempt(size, { inputs, folded, units, width, free, pages, names }) {
  /** @type {Column[]} */
  const columns = [
    folded
      ? foldedInputs(inputs, size, free)
      : column('inputs', 0, inputs, 0, inputs, Math.min(size, Math.max(24, sizeFor(inputs, free))), free),
  ];
  units.forEach((n, i) => columns.push(layerColumn(i + 1, n, size, free, pages[i] ?? 0)));
  const wins = Math.min(160, Math.round(size * 1.75));
  columns.push(column('wins', units.length + 1, 1, 0, 1, wins, free));
  const used = columns.reduce((sum, { width: w }) => sum + w, 0) + 2 * PADDING;
  const spaces = spacesOf(columns.length - 1, width - used, names);
  const total = used + spaces.reduce((sum, space) => sum + space, 0);
  let x = PADDING;
  columns.forEach((each, i) => {
    each.x = x;
    for (const place of each.places) place.x += x;
    x += each.width + (spaces[i] ?? 0);
  });
  return { columns, width: Math.floor(total + 0.01), height: free + HEADER + PADDING, size };
}

/** Even spaces between the columns; the last one is wide enough for the names of the classes where there is room.
 * @param {number} count @param {number} room @param {number} names */
function spacesOf(count, room, names) {
  const even = room / count;
  const last = even < names && room - names > NARROWEST_SPACE * (count - 1) ? names : even;
  const others = count > 1 ? (room - last) / (count - 1) : 0;
  return Array.from({ length: count }, (_, i) =>
    Math.max(NARROWEST_SPACE, Math.min(WIDEST_SPACE, i === count - 1 ? last : others)),
  );
}

/** @param {number} layer @param {number} units @param {number} size @param {number} free @param {number} page */
function layerColumn(layer, units, size, free, page) {
  const own = Math.min(size, sizeFor(units, free, SMALL_GAP));
  if (own >= SMALLEST) return column('layer', layer, units, 0, units, own, free);
  const small = Math.max(SMALLEST_IN_BLOCK, Math.min(44, Math.round(size * 0.55)));
  const rows = Math.max(1, Math.floor((free - 24 + BLOCK_GAP) / (small + BLOCK_GAP)));
  const shown = Math.min(units, rows * Math.max(2, Math.ceil(128 / rows)));
  const first = Math.min(page, Math.ceil(units / shown) - 1) * shown;
  return block(layer, units, first, Math.min(shown, units - first), small, rows, free);
}

/** @param {Column['kind']} kind @param {number} layer @param {number} units @param {number} first @param {number} shown @param {number} size @param {number} free @returns {Column} */
function column(kind, layer, units, first, shown, size, free) {
  const gap = shown > 1 ? Math.min(28, Math.max(4, (free - shown * size) / (shown - 1))) : 0;
  const top = HEADER + Math.max(0, (free - shown * size - (shown - 1) * gap) / 2);
  const places = Array.from({ length: shown }, (_, i) => ({ x: 0, y: top + i * (size + gap), size }));
  return { kind, layer, units, first, places, x: 0, width: size, block: false, folded: false };
}

/** @param {number} layer @param {number} units @param {number} first @param {number} shown @param {number} size @param {number} rows @param {number} free @returns {Column} */
function block(layer, units, first, shown, size, rows, free) {
  const across = Math.ceil(shown / rows);
  const down = Math.ceil(shown / across);
  const pitch = size + BLOCK_GAP;
  const top = HEADER + Math.max(0, (free - 24 - down * pitch + BLOCK_GAP) / 2);
  const places = Array.from({ length: shown }, (_, i) => ({
    x: (i % across) * pitch,
    y: top + Math.floor(i / across) * pitch,
    size,
  }));
  return {
    kind: 'layer',
    layer,
    units,
    first,
    places,
    x: 0,
    width: across * pitch - BLOCK_GAP,
    block: true,
    folded: false,
  };
}

/** @param {number} inputs @param {number} size @param {number} free @returns {Column} */
function foldedInputs(inputs, size, free) {
  const folded = column('inputs', 0, inputs, 0, 1, size, free);
  return { ...folded, folded: true };
}

/** The tile nearest in the direction of an arrow. @param {Layout} layout @param {number} layer @param {number} neuron @param {number[]} direction */
export function neighbour({ columns }, layer, neuron, direction) {
  const here = centre(columns[layer].places[neuron - columns[layer].first]);
  /** @type {import('../state/store.js').Neuron|null} */
  let best = null;
  let nearest = Infinity;
  for (const column of columns.slice(1, -1)) {
    column.places.forEach((place, i) => {
      const { x, y } = centre(place);
      const [dx, dy] = [x - here.x, y - here.y];
      const along = dx * direction[0] + dy * direction[1];
      const aside = Math.abs(dx * direction[1]) + Math.abs(dy * direction[0]);
      if (along < 1 || (direction[1] && aside > here.size / 2)) return;
      const distance = along + aside * 2;
      if (distance < nearest) {
        nearest = distance;
        best = { layer: column.layer, neuron: column.first + i };
      }
    });
  }
  return best;
}

/** @param {Place} place */
const centre = ({ x, y, size }) => ({ x: x + size / 2, y: y + size / 2, size });
