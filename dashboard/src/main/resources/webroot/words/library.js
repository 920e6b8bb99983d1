/** The English texts of the list of all runs. */

import { count } from '../material/format.js';
import { plural } from './page.js';

export const words = {
  title: 'Runs',
  search: 'Search names, models, tags and notes',
  found: (/** @type {number} */ shown, /** @type {number} */ all) => (shown === all ? plural(all, 'run') : `${count(shown)} of ${plural(all, 'run')}`),
  none: 'No run matches.',
  import: 'Import a run…',
  importing: (/** @type {string} */ name) => `Importing ${name}…`,
  imported: (/** @type {string} */ run) => `${run} was imported.`,
  columns: { name: 'run', model: 'model', startedAt: 'started', lastStep: 'steps', snapshots: 'snapshots', bytes: 'size' },
  live: 'live',
  open: 'Open',
  compare: 'Compare',
  compareTip: 'Beside what is on the screen now',
  details: (/** @type {string} */ name) => `Name, tags and note of ${name}`,
  name: 'name',
  tags: 'tags, separated by commas',
  note: 'note',
  save: 'Save',
  saved: 'Saved',
  export: 'Export as a file',
  delete: 'Delete…',
  deleteSure: (/** @type {string} */ name) => `Delete ${name} for good?`,
  deleteDo: 'Delete',
  cancel: 'Cancel',
  deleted: (/** @type {string} */ name) => `${name} was deleted.`,
  failed: (/** @type {string} */ why) => `That did not work: ${why}`,
  close: 'Close',
};
