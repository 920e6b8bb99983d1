/**
 * The ways to look at one neuron. Each is an element of its own, loaded when it is first looked at; `key` shows it from anywhere.
 *
 * @typedef {object} View
 * @property {string} id as it stands in the address
 * @property {string} key of the keyboard
 * @property {string} element
 * @property {() => Promise<unknown>} load
 * @property {boolean} [takesKeys] whether the keys go on to it when it is shown by its key
 * @property {boolean} [ofClasses] whether it shows all classes, whichever neuron is selected
 * @property {boolean} [wide] whether it takes the whole stage, in the place of the wall
 */

/** @type {View[]} */
export const views = [
  { id: 'landscape', key: '', element: 'carve-landscape', load: () => import('./landscape.js') },
  {
    id: 'composition',
    key: 'm',
    element: 'carve-composition',
    load: () => import('./composition.js'),
    wide: true,
  },
  { id: 'cut', key: 'h', element: 'carve-cut', load: () => import('./cut.js'), takesKeys: true },
  { id: 'carving', key: 'd', element: 'carve-carving', load: () => import('./carving.js') },
  {
    id: 'peaks',
    key: 'p',
    element: 'carve-peaks',
    load: () => import('./peaks.js'),
    wide: true,
    ofClasses: true,
  },
  { id: 'step', key: 'o', element: 'carve-one-step', load: () => import('./one-step.js') },
  { id: 'compare', key: 'b', element: 'carve-compare', load: () => import('./compare.js'), wide: true },
  { id: 'weights', key: 'w', element: 'carve-weights', load: () => import('./weights.js') },
];

/** The keys that go back and on through the stages of a view that has some. */
export const STAGE_KEYS = [',', '.'];

/** @param {string|null} id @returns {View} the landscape if there is none of the name */
export const viewNamed = (id) => views.find((view) => view.id === id) ?? views[0];
