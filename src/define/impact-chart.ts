import { ImpactChart } from '../elements/impact-chart/impact-chart.ts';
import { define } from '../shared/define.ts';

define('cairn-impact-chart', ImpactChart);
