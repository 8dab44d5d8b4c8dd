/** Everything: `cairn-widgets`, and `cairn.all.js`. */
export * from './script.ts';
export * from './data/index.ts';
