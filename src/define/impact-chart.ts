import { ImpactChart } from '../elements/impact-chart/impact-chart.ts';
import { define } from '../shared/define.ts';

define('cairn-impact-chart', ImpactChart);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-impact-chart': ImpactChart;
  }
}
