/**
 * One's own examples from a CSV.
 *
 * @typedef {object} Column
 * @property {string} name
 * @property {number} numbers cells that are finite numbers
 * @property {number} missing empty cells
 * @property {string[]} values the distinct ones, at most one more than there can be classes of colours
 *
 * @typedef {object} Table
 * @property {string} name of the file
 * @property {Column[]} columns
 * @property {string[][]} rows
 */

const LARGEST_FILE = 64 << 20;
/** More values than this are no classes. */
export const MOST_CLASSES = 64;
const LABEL_NAME = /^(label|class|target|species|category|y|outcome|type)$/i;

/** @type {Promise<any>|null} */
let library = null;

/** The ready-made script of Papa Parse puts itself on the window; its place is in the import map. */
function loadLibrary() {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = import.meta.resolve('papaparse');
    script.onload = () => resolve(/** @type {any} */ (window).Papa);
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  });
  return library;
}

/** A file that cannot be read as a table. `reason` is that of its words. */
export class UnreadableTableError extends Error {
  /** @param {'tooLarge'|'noRows'|'oneColumn'|'broken'} reason @param {string} [detail] */
  constructor(reason, detail = '') {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/** Reads a file; the first row names the columns, unless it is all numbers. @param {File} file @returns {Promise<Table>} */
export async function readTable(file) {
  if (file.size > LARGEST_FILE) throw new UnreadableTableError('tooLarge');
  const papa = await loadLibrary();
  const { data, errors } = papa.parse(await file.text(), { skipEmptyLines: 'greedy' });
  const broken = errors.find((/** @type {any} */ error) => error.type === 'Quotes');
  if (broken) throw new UnreadableTableError('broken', String((broken.row ?? 0) + 1));
  /** @type {string[][]} */
  const rows = data;
  const named = rows.length > 0 && !rows[0].every(isNumber);
  const names = distinct((rows[0] ?? []).map((name, i) => (named && name.trim() ? name.trim() : `column ${i + 1}`)));
  const cells = named ? rows.slice(1) : rows;
  if (!cells.length) throw new UnreadableTableError('noRows');
  if (names.length < 2) throw new UnreadableTableError('oneColumn');
  return { name: file.name, columns: names.map((name, i) => columnOf(name, i, cells)), rows: cells };
}

/** @param {string} name @param {number} index @param {string[][]} rows @returns {Column} */
function columnOf(name, index, rows) {
  const values = new Set();
  let numbers = 0;
  let missing = 0;
  for (const row of rows) {
    const cell = row[index] ?? '';
    if (isMissing(cell)) missing++;
    else {
      if (isNumber(cell)) numbers++;
      if (values.size <= MOST_CLASSES) values.add(cell.trim());
    }
  }
  return { name, numbers, missing, values: /** @type {string[]} */ ([...values]) };
}

/** The column that looks most like classes: by its name, else the last one with few values. @param {Table} table */
export function guessLabel({ columns }) {
  /** @param {Column} column */
  const few = ({ values }) => values.length >= 2 && values.length <= MOST_CLASSES;
  const named = columns.findIndex((column) => LABEL_NAME.test(column.name) && few(column));
  if (named >= 0) return named;
  const words = columns.findLastIndex((column) => few(column) && column.numbers === 0);
  return words >= 0 ? words : Math.max(0, columns.findLastIndex(few));
}

/** Whether a column can be an input: nearly all of what is there are numbers. @param {Column} column @param {number} rows */
export const isInput = ({ numbers, missing }, rows) => numbers > 0 && numbers >= 0.9 * (rows - missing);

/** The examples of a table; rows with a missing or unreadable value are left out. @param {Table} table @param {number[]} inputs @param {number} label */
export function examplesOf({ rows, columns }, inputs, label) {
  const classes = [...columns[label].values].sort(inOrder);
  /** @type {import('../state/feeding.js').Example[]} */
  const examples = [];
  for (const row of rows) {
    const answer = (row[label] ?? '').trim();
    if (isMissing(answer) || !inputs.every((i) => isNumber(row[i] ?? ''))) continue;
    examples.push({ features: inputs.map((i) => Number(row[i])), label: answer });
  }
  return { classes, examples, leftOut: rows.length - examples.length };
}

/** @param {string} a @param {string} b */
const inOrder = (a, b) => a.localeCompare(b, 'en', { numeric: true });

/** @param {string} cell */
const isMissing = (cell) => /^\s*(\?|na|nan|null)?\s*$/i.test(cell);

/** @param {string} cell */
const isNumber = (cell) => cell.trim() !== '' && Number.isFinite(Number(cell)) && Math.abs(Number(cell)) < 3e38;

/** @param {string[]} names */
function distinct(names) {
  /** @type {string[]} */
  const seen = [];
  for (const name of names) {
    let own = name;
    for (let i = 2; seen.includes(own); i++) own = `${name} ${i}`;
    seen.push(own);
  }
  return seen;
}
