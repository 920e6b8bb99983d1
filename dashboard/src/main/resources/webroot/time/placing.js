/** Where things stand on the track, as styles. */

/** @typedef {import('../state/span.js').Span} Span */

/** @param {number} position @param {Span} span */
export const isInside = (position, { low, high }) => position >= low && position <= high;

/** @param {number} position @param {Span} span */
const fraction = (position, { low, high }) => Math.max(0, Math.min(1, (position - low) / Math.max(1e-9, high - low)));

/** @param {number} position @param {Span} span */
export const share = (position, span) => `${100 * fraction(position, span)}%`;

/** From one position to another, cut at the edges. @param {number} from @param {number} to @param {Span} span */
export const between = (from, to, span) => ({
  left: share(from, span),
  width: `${100 * Math.max(0, fraction(to, span) - fraction(from, span))}%`,
});

/** Centred on a position, but never beyond the edges. @param {number} position @param {Span} span */
export const leaning = (position, span) => ({
  left: share(position, span),
  transform: `translateX(${-100 * fraction(position, span)}%)`,
});
