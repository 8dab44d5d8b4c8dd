/**
 * Everything a chart needs once there is a campaign, fetched while that is on its way. Pieces that come after it take from
 * here what they share with it: what two pieces share without this would be a file of its own, fetched after both.
 */
export { renderFigure } from './figure.ts';
export { Histories } from './histories.ts';
export { styles } from './line.styles.ts';
export { Plotter } from './plotter.ts';
export { timelineOf } from './timeline.ts';
export * from './words.ts';
