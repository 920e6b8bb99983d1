/** The one word that says how things stand. */

import { words } from '../words/page.js';

/** @typedef {'live'|'behind'|'replay'|'paused'|'frozen'|'diverged'|'reconnecting'|'waiting'|'loading'} Status */

/** What the dot looks like for each word: good, warning, bad or quiet. @type {Record<Status, string>} */
export const TONE = {
  live: 'good',
  behind: 'warning',
  replay: 'accent',
  paused: 'quiet',
  frozen: 'accent',
  diverged: 'bad',
  reconnecting: 'bad',
  waiting: 'quiet',
  loading: 'quiet',
};

/** @param {import('./store.js').State} state @returns {Status} */
export function statusOf({ phase, connection, live, following, paused, metrics, frame, waiting }) {
  if (connection === 'reconnecting') return 'reconnecting';
  if (phase === 'empty') return 'waiting';
  if (phase === 'loading' || connection === 'connecting') return 'loading';
  if (live && !following) return paused ? 'paused' : 'behind';
  if (!live) return frame ? 'replay' : 'loading';
  if (metrics?.state === 'diverged') return 'diverged';
  if (metrics?.state === 'frozen') return 'frozen';
  if (waiting) return 'waiting';
  return frame ? 'live' : 'loading';
}

/** @param {Status} status */
export const statusWords = (status) => words.status[status];
