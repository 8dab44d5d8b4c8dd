/** The pictures that every run compares with: what each element looks like at its most usual, and in trouble. */
import { join } from 'node:path';
import { root } from './paths.mjs';

const light = {};
const dark = { scheme: 'dark' };
// In English, whose typeface is the same everywhere.
const rtl = { direction: 'rtl' };

const take = (story, ...shots) =>
  shots.map(([look, globals, width]) => ({ name: `${story}-${look}-${width}`, story, globals, width }));

export const references = [
  ...take('mission-banner-options--everything', ['light', light, 1200], ['dark', dark, 320]),
  ...take('mission-banner-options--without-picture', ['rtl', rtl, 480]),
  ...take('mission-banner-states--fault', ['light', light, 320]),
  ...take('mission-banner-states--ended', ['light', light, 320]),
  ...take('progress-thermometer-options--bar', ['light', light, 768], ['dark', dark, 320], ['rtl', rtl, 768]),
  ...take('progress-thermometer-options--vertical', ['light', light, 320], ['dark', dark, 768], ['rtl', rtl, 768]),
  ...take('progress-thermometer-states--reached', ['light', light, 768]),
  ...take('progress-thermometer-states--stale', ['light', light, 320]),
  ...take('contribution-form-options--give', ['light', light, 320], ['dark', dark, 320]),
  ...take('contribution-form-states--errors', ['light', light, 320]),
  ...take('contribution-form-states--thanks', ['light', light, 768]),
  ...take('member-spotlight-options--featured', ['light', light, 768], ['dark', dark, 320], ['rtl', rtl, 480]),
  ...take('member-spotlight-options--list', ['light', light, 320]),
  ...take('member-spotlight-states--empty', ['light', light, 320]),
  ...take('impact-chart-options--line', ['light', light, 768], ['dark', dark, 320], ['rtl', rtl, 768]),
  ...take('impact-chart-options--table', ['light', light, 320]),
  ...take('impact-chart-states--empty', ['light', light, 768]),
];

export const referencePath = ({ name }) => join(root, 'test/pictures', `${name}.png`);
