/*
 * Where the words of each language are. Each `import()` is spelled out so that every bundler can follow it; the script
 * builds put a shorter module in this one's place (tools/words.mjs).
 */
import type { Messages, Section } from './index.ts';

type Load = () => Promise<{ words: Partial<Messages> }>;

const LOADERS: Record<string, Record<Section, Load>> = {
  de: {
    shared: () => import('./de/shared.ts'),
    banner: () => import('./de/banner.ts'),
    thermometer: () => import('./de/thermometer.ts'),
    form: () => import('./de/form.ts'),
    spotlight: () => import('./de/spotlight.ts'),
    chart: () => import('./de/chart.ts'),
  },
  ar: {
    shared: () => import('./ar/shared.ts'),
    banner: () => import('./ar/banner.ts'),
    thermometer: () => import('./ar/thermometer.ts'),
    form: () => import('./ar/form.ts'),
    spotlight: () => import('./ar/spotlight.ts'),
    chart: () => import('./ar/chart.ts'),
  },
};

/** The languages that can be fetched; English is built in. */
export const TAGS = Object.keys(LOADERS);

/** The words of one section in one of the {@link TAGS}. The script builds' own module asks for the English ones too. */
export async function fetchWords(tag: string, section: Section, _english: object): Promise<Partial<Messages>> {
  return (await LOADERS[tag]![section]()).words;
}
