import { ProgressThermometer } from '../elements/progress-thermometer/progress-thermometer.ts';
import { define } from '../shared/define.ts';

define('cairn-progress-thermometer', ProgressThermometer);

declare global {
  interface HTMLElementTagNameMap {
    'cairn-progress-thermometer': ProgressThermometer;
  }
}
