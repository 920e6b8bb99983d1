/** The English texts of the tour. */

export const words = {
  title: 'Tour',
  next: 'Next',
  back: 'Back',
  end: 'Done',
  leave: 'Leave the tour',
  of: (/** @type {number} */ i, /** @type {number} */ all) => `${i} of ${all}`,
  keys: '← → Esc',
  /** A title and a few sentences for each stop. @type {Record<string, [string, string]>} */
  stops: {
    inputs: ['The inputs', 'Every picture on this page is the same map: one input to the right, the other upwards. The dots are examples that came a moment ago, each in the colour and shape of its class.'],
    slope: ['A slope', 'A neuron of the first layer weighs the inputs and adds them up. That makes a tilted plane, bent by its non-linearity: low on one side of a line, high on the other.'],
    composition: ['A composition', 'A later neuron adds up the landscapes before it, each times its weight. The lines show which: wide is strong, and the colour is the sign. The deeper, the bumpier.'],
    peaks: ['Class peaks', 'Each class has a landscape of its own, high over its examples and low over all others. Whoever is highest wins the place: the last map shows who.'],
    timeline: ['The timeline', 'Everything is kept. Drag back to any step, play it again, and press L to go live. What happened on the way is marked.'],
    own: ['Make your own', 'Under the model’s name lies “New model”: take a lesson, drop a CSV, or paint points by hand, and watch a network of your own being carved.'],
  },
};
