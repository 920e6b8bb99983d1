/** How fast a run is played: a multiple of the speed at which it was trained, or so many steps a second. */

import { count } from '../material/format.js';
import { store } from '../state/store.js';
import { setSpeed, setStepsPerSecond } from '../state/time-cursor.js';
import { words } from '../words/page.js';

/** 0 is as fast as possible. */
const SPEEDS = [0.01, 0.1, 0.25, 0.5, 1, 2, 5, 10, 50, 0];
const STEPS_PER_SECOND = [10, 100, 1000];

/** What can be chosen, by time and by steps; an address may have asked for something else. @param {import('../state/store.js').State} state @returns {[string, string, boolean][]} */
export function paces({ speed, stepsPerSecond }) {
  const speeds = SPEEDS.includes(speed) ? SPEEDS : [speed, ...SPEEDS];
  const steps = !stepsPerSecond || STEPS_PER_SECOND.includes(stepsPerSecond) ? STEPS_PER_SECOND : [stepsPerSecond, ...STEPS_PER_SECOND];
  return [
    ...speeds.map((value) => /** @type {[string, string, boolean]} */ ([`${value}`, value ? `${value}×` : words.fastest, !stepsPerSecond && value === speed])),
    ...steps.map((value) => /** @type {[string, string, boolean]} */ ([`${value}/s`, `${count(value)} ${words.stepsPerSecond}`, value === stepsPerSecond])),
  ];
}

/** @param {string} value of a choice */
export function choosePace(value) {
  if (value.endsWith('/s')) setStepsPerSecond(Number.parseFloat(value));
  else setSpeed(Number(value));
}

/** The next slower or faster pace of the same kind. @param {1|-1} direction */
export function changePace(direction) {
  const { speed, stepsPerSecond } = store.state;
  if (stepsPerSecond) setStepsPerSecond(neighbour(STEPS_PER_SECOND, stepsPerSecond, direction));
  else setSpeed(neighbour(SPEEDS.map(fastness), fastness(speed), direction) % Number.MAX_VALUE);
}

/** @param {number} speed */
const fastness = (speed) => speed || Number.MAX_VALUE;

/** @param {number[]} ascending @param {number} value @param {1|-1} direction */
function neighbour(ascending, value, direction) {
  const there = ascending.filter((other) => (direction > 0 ? other > value : other < value));
  return (direction > 0 ? there[0] : there.at(-1)) ?? value;
}
