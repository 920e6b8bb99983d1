/** The events of a run as marks on the timeline; those that would lie on each other become one with a count. */

import { words } from '../words/time.js';

/** Pixels between two marks that can be told apart and touched. */
const APART = 24;
/** Events that are no mark worth. */
const QUIET = new Set(['CREATED', 'END_OF_INPUT']);
/** What stands for a crowd: the first of these that is in it. */
const RANK = Object.keys(words.event);

/**
 * @typedef {import('../state/events.js').RunEvent} RunEvent
 * @typedef {{x: number, shape: string, type: string, name: string, events: RunEvent[]}} Marker x in pixels
 */

/** The events that are marked. @param {RunEvent[]} events */
export const marked = (events) => events.filter(({ type }) => !QUIET.has(type));

/** Shape and name of an event. @param {string} type */
export const signOf = (type) => words.event[/** @type {keyof typeof words.event} */ (type)] ?? words.event.other;

/** @param {RunEvent[]} events by step @param {(event: RunEvent) => number} place in pixels @param {number} width @returns {Marker[]} */
export function markersOf(events, place, width) {
  /** @type {{x: number, events: RunEvent[]}[]} */
  const crowds = [];
  for (const event of marked(events)) {
    const x = place(event);
    if (x < 0 || x > width) continue;
    const crowd = crowds.at(-1);
    if (crowd && x - crowd.x < APART) crowd.events.push(event);
    else crowds.push({ x, events: [event] });
  }
  return crowds.map(({ x, events }) => {
    const type = events.map((event) => event.type).sort((a, b) => rank(a) - rank(b))[0];
    const [shape, name] = signOf(type);
    return { x, shape, type, name: events.length > 1 ? words.events(events.length) : name, events };
  });
}

/** The nearest marked event before or behind a step. @param {RunEvent[]} events @param {number} step @param {1|-1} direction */
export function nextEvent(events, step, direction) {
  const there = marked(events).filter((event) => (direction > 0 ? event.step > step : event.step < step));
  return direction > 0 ? there[0] : there.at(-1);
}

/** @param {string} type */
function rank(type) {
  const at = RANK.indexOf(type);
  return at < 0 ? RANK.length : at;
}
