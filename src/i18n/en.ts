/**
 * English, reviewed: one file per element, so that an entry carries only the words it can say. Together they are the
 * type of every locale. Sentence case; say what happened and what to do; none of "please", "sorry", "oops", "valid",
 * "invalid".
 */
import { banner } from './en/banner.ts';
import { chart } from './en/chart.ts';
import { form } from './en/form.ts';
import { shared } from './en/shared.ts';
import { spotlight } from './en/spotlight.ts';
import { thermometer } from './en/thermometer.ts';

export const en = { ...shared, ...banner, ...thermometer, ...form, ...spotlight, ...chart };
