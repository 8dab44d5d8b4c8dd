/**
 * English, reviewed: one file per element, so that an entry carries only the words it can say; what the form says only
 * of further questions, or once somebody begins, stands in `choices` and `sending`. Together they are the
 * type of every language. Sentence case; say what happened and what to do; none of "please", "sorry", "oops", "valid",
 * "invalid".
 */
import { banner } from './en/banner.ts';
import { chart } from './en/chart.ts';
import { choices } from './en/choices.ts';
import { form } from './en/form.ts';
import { sending } from './en/sending.ts';
import { shared } from './en/shared.ts';
import { spotlight } from './en/spotlight.ts';
import { thermometer } from './en/thermometer.ts';

/** By section. No page imports it: each element has its own section. */
export const english = { shared, banner, thermometer, form, choices, sending, spotlight, chart };

export type English = typeof english;
