/** Numbers and moments as people read them. */

const LANGUAGE = 'en';
const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(LANGUAGE, { notation: 'compact', maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat(LANGUAGE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(LANGUAGE, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(LANGUAGE, { day: 'numeric', month: 'short' });

/** @param {number} n */
export const count = (n) => (Number.isFinite(n) ? whole.format(n) : '–');

/** @param {number} n */
export const short = (n) => (Math.abs(n) < 10_000 ? count(n) : compact.format(n));

/** @param {number|null|undefined} share between 0 and 1 */
export const percent = (share) =>
  typeof share === 'number' && Number.isFinite(share) ? `${(share * 100).toFixed(1)} %` : '– %';

/** @param {number} n */
export const rate = (n) => (Number.isFinite(n) ? (n >= 10 ? count(n) : n.toFixed(1)) : '–');

/** Two or three significant figures, with a real minus sign; what is nearly nothing is zero. @param {number} n */
export function figure(n) {
  if (!Number.isFinite(n)) return '–';
  const size = Math.abs(n);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size < 0.0005 ? 2 : 3;
  const text = size >= 100_000 ? n.toExponential(1) : n.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** @param {number} bytes */
export function size(bytes) {
  if (!Number.isFinite(bytes)) return '–';
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : count(value)} ${UNITS[power]}`;
}

/** A number of any size as it would be typed, such as a learning rate. @param {number} n */
export const typed = (n) => String(Number(n.toPrecision(2)));

/** @param {number|string} time @param {number} now */
export function moment(time, now = Date.now()) {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return '–';
  const days = Math.round((midnight(now) - midnight(date.getTime())) / 86_400_000);
  const name = days === 0 ? 'today' : days === 1 ? 'yesterday' : day.format(date);
  return `${name} ${clock.format(date)}`;
}

/** @param {number} time */
export const timeOfDay = (time) => (time > 0 ? clockSeconds.format(new Date(time)) : '–');

/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86_400)} d ${Math.floor((seconds % 86_400) / 3600)} h`;
}

/** @param {number} time */
function midnight(time) {
  return new Date(time).setHours(0, 0, 0, 0);
}
