/** The link to what is seen: this run, this step, this neuron, this view, from where the eye stands. */

import { store } from '../state/store.js';
import { addressOf } from '../state/viewing.js';
import { words } from '../words/page.js';
import { say } from './saying.js';

/** The whole address of the moment on the screen; that of a live model names the run and step that it has now. */
export const linkHere = () => `${location.origin}${location.pathname}${addressOf(store.state, true)}`;

/** Copies the link, or shows it where the browser lets no page copy. */
export async function share() {
  const link = linkHere();
  try {
    await navigator.clipboard.writeText(link);
    say(words.share.copied(Math.round(store.state.cursor)));
  } catch {
    say(words.share.byHand(link));
  }
}
