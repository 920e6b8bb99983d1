/**
 * How each class looks: a colour and a shape. Classes whose names say a colour get that one. From the ninth class on the colours come
 * again with other shapes.
 */

/** Looks that can be told apart. */
export const LOOKS = 16;

const COLOURS = ['blue', 'orange', 'green', 'pink', 'red', 'sky', 'yellow', 'black'];
/** @type {Record<string, string>} */
const OTHER_NAMES = {
  purple: 'pink',
  magenta: 'pink',
  vermilion: 'red',
  amber: 'orange',
  cyan: 'sky',
  gold: 'yellow',
  teal: 'green',
  white: 'black',
};

/** @param {string[]} classes @returns {number[]} for each class the number of its look */
export function looksOf(classes) {
  const named = classes.map((name) => COLOURS.indexOf(OTHER_NAMES[name.toLowerCase()] ?? name.toLowerCase()));
  const own = new Set();
  const looks = named.map((look) => (look < 0 || own.has(look) ? -1 : (own.add(look), look)));
  let next = 0;
  return looks.map((look) => {
    if (look >= 0) return look;
    while (own.has(next)) next++;
    own.add(next);
    return next % LOOKS;
  });
}
