/** What happened in a run: told by the journal for the past and by the socket as it happens. */

/**
 * @typedef {object} RunEvent
 * @property {string} run
 * @property {number} step
 * @property {number} time milliseconds since 1970
 * @property {string} type such as `DRIFT`
 * @property {string} text one sentence
 */

/** An event as the server tells it, in a list or as a message. @param {any} answer @returns {RunEvent} */
export const eventOf = ({ run, step, time, type, eventType, text }) => ({
  run: run ?? '',
  step,
  time: typeof time === 'number' ? time : Date.parse(time),
  type: eventType ?? type,
  text,
});

/** Both together by step and time, without doubles. @param {RunEvent[]} known @param {RunEvent[]} more @returns {RunEvent[]} */
export function mergeEvents(known, more) {
  const byKey = new Map(known.map((event) => [keyOf(event), event]));
  const before = byKey.size;
  for (const event of more) if (!byKey.has(keyOf(event))) byKey.set(keyOf(event), event);
  if (byKey.size === before) return known;
  return [...byKey.values()].sort((a, b) => a.step - b.step || a.time - b.time);
}

/** @param {RunEvent} event */
const keyOf = ({ step, time, type, text }) => `${step} ${time} ${type} ${text}`;
