/** Everything a chart needs once there is a campaign, fetched while that is on its way. */
export { renderFigure } from './figure.ts';
export { Histories } from './histories.ts';
export { styles } from './line.styles.ts';
export { Plotter } from './plotter.ts';
export { timelineOf } from './timeline.ts';
export { insightOf } from './words.ts';
