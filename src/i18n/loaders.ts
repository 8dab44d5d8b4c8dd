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
  fr: {
    shared: () => import('./fr/shared.ts'),
    banner: () => import('./fr/banner.ts'),
    thermometer: () => import('./fr/thermometer.ts'),
    form: () => import('./fr/form.ts'),
    spotlight: () => import('./fr/spotlight.ts'),
    chart: () => import('./fr/chart.ts'),
  },
  es: {
    shared: () => import('./es/shared.ts'),
    banner: () => import('./es/banner.ts'),
    thermometer: () => import('./es/thermometer.ts'),
    form: () => import('./es/form.ts'),
    spotlight: () => import('./es/spotlight.ts'),
    chart: () => import('./es/chart.ts'),
  },
  it: {
    shared: () => import('./it/shared.ts'),
    banner: () => import('./it/banner.ts'),
    thermometer: () => import('./it/thermometer.ts'),
    form: () => import('./it/form.ts'),
    spotlight: () => import('./it/spotlight.ts'),
    chart: () => import('./it/chart.ts'),
  },
  pt: {
    shared: () => import('./pt/shared.ts'),
    banner: () => import('./pt/banner.ts'),
    thermometer: () => import('./pt/thermometer.ts'),
    form: () => import('./pt/form.ts'),
    spotlight: () => import('./pt/spotlight.ts'),
    chart: () => import('./pt/chart.ts'),
  },
  'pt-BR': {
    shared: () => import('./pt-BR/shared.ts'),
    banner: () => import('./pt-BR/banner.ts'),
    thermometer: () => import('./pt-BR/thermometer.ts'),
    form: () => import('./pt-BR/form.ts'),
    spotlight: () => import('./pt-BR/spotlight.ts'),
    chart: () => import('./pt-BR/chart.ts'),
  },
  nl: {
    shared: () => import('./nl/shared.ts'),
    banner: () => import('./nl/banner.ts'),
    thermometer: () => import('./nl/thermometer.ts'),
    form: () => import('./nl/form.ts'),
    spotlight: () => import('./nl/spotlight.ts'),
    chart: () => import('./nl/chart.ts'),
  },
  sv: {
    shared: () => import('./sv/shared.ts'),
    banner: () => import('./sv/banner.ts'),
    thermometer: () => import('./sv/thermometer.ts'),
    form: () => import('./sv/form.ts'),
    spotlight: () => import('./sv/spotlight.ts'),
    chart: () => import('./sv/chart.ts'),
  },
  nb: {
    shared: () => import('./nb/shared.ts'),
    banner: () => import('./nb/banner.ts'),
    thermometer: () => import('./nb/thermometer.ts'),
    form: () => import('./nb/form.ts'),
    spotlight: () => import('./nb/spotlight.ts'),
    chart: () => import('./nb/chart.ts'),
  },
  da: {
    shared: () => import('./da/shared.ts'),
    banner: () => import('./da/banner.ts'),
    thermometer: () => import('./da/thermometer.ts'),
    form: () => import('./da/form.ts'),
    spotlight: () => import('./da/spotlight.ts'),
    chart: () => import('./da/chart.ts'),
  },
  fi: {
    shared: () => import('./fi/shared.ts'),
    banner: () => import('./fi/banner.ts'),
    thermometer: () => import('./fi/thermometer.ts'),
    form: () => import('./fi/form.ts'),
    spotlight: () => import('./fi/spotlight.ts'),
    chart: () => import('./fi/chart.ts'),
  },
  pl: {
    shared: () => import('./pl/shared.ts'),
    banner: () => import('./pl/banner.ts'),
    thermometer: () => import('./pl/thermometer.ts'),
    form: () => import('./pl/form.ts'),
    spotlight: () => import('./pl/spotlight.ts'),
    chart: () => import('./pl/chart.ts'),
  },
  cs: {
    shared: () => import('./cs/shared.ts'),
    banner: () => import('./cs/banner.ts'),
    thermometer: () => import('./cs/thermometer.ts'),
    form: () => import('./cs/form.ts'),
    spotlight: () => import('./cs/spotlight.ts'),
    chart: () => import('./cs/chart.ts'),
  },
  uk: {
    shared: () => import('./uk/shared.ts'),
    banner: () => import('./uk/banner.ts'),
    thermometer: () => import('./uk/thermometer.ts'),
    form: () => import('./uk/form.ts'),
    spotlight: () => import('./uk/spotlight.ts'),
    chart: () => import('./uk/chart.ts'),
  },
  ru: {
    shared: () => import('./ru/shared.ts'),
    banner: () => import('./ru/banner.ts'),
    thermometer: () => import('./ru/thermometer.ts'),
    form: () => import('./ru/form.ts'),
    spotlight: () => import('./ru/spotlight.ts'),
    chart: () => import('./ru/chart.ts'),
  },
  tr: {
    shared: () => import('./tr/shared.ts'),
    banner: () => import('./tr/banner.ts'),
    thermometer: () => import('./tr/thermometer.ts'),
    form: () => import('./tr/form.ts'),
    spotlight: () => import('./tr/spotlight.ts'),
    chart: () => import('./tr/chart.ts'),
  },
  ar: {
    shared: () => import('./ar/shared.ts'),
    banner: () => import('./ar/banner.ts'),
    thermometer: () => import('./ar/thermometer.ts'),
    form: () => import('./ar/form.ts'),
    spotlight: () => import('./ar/spotlight.ts'),
    chart: () => import('./ar/chart.ts'),
  },
  he: {
    shared: () => import('./he/shared.ts'),
    banner: () => import('./he/banner.ts'),
    thermometer: () => import('./he/thermometer.ts'),
    form: () => import('./he/form.ts'),
    spotlight: () => import('./he/spotlight.ts'),
    chart: () => import('./he/chart.ts'),
  },
  hi: {
    shared: () => import('./hi/shared.ts'),
    banner: () => import('./hi/banner.ts'),
    thermometer: () => import('./hi/thermometer.ts'),
    form: () => import('./hi/form.ts'),
    spotlight: () => import('./hi/spotlight.ts'),
    chart: () => import('./hi/chart.ts'),
  },
  ja: {
    shared: () => import('./ja/shared.ts'),
    banner: () => import('./ja/banner.ts'),
    thermometer: () => import('./ja/thermometer.ts'),
    form: () => import('./ja/form.ts'),
    spotlight: () => import('./ja/spotlight.ts'),
    chart: () => import('./ja/chart.ts'),
  },
  ko: {
    shared: () => import('./ko/shared.ts'),
    banner: () => import('./ko/banner.ts'),
    thermometer: () => import('./ko/thermometer.ts'),
    form: () => import('./ko/form.ts'),
    spotlight: () => import('./ko/spotlight.ts'),
    chart: () => import('./ko/chart.ts'),
  },
  'zh-CN': {
    shared: () => import('./zh-CN/shared.ts'),
    banner: () => import('./zh-CN/banner.ts'),
    thermometer: () => import('./zh-CN/thermometer.ts'),
    form: () => import('./zh-CN/form.ts'),
    spotlight: () => import('./zh-CN/spotlight.ts'),
    chart: () => import('./zh-CN/chart.ts'),
  },
  'zh-TW': {
    shared: () => import('./zh-TW/shared.ts'),
    banner: () => import('./zh-TW/banner.ts'),
    thermometer: () => import('./zh-TW/thermometer.ts'),
    form: () => import('./zh-TW/form.ts'),
    spotlight: () => import('./zh-TW/spotlight.ts'),
    chart: () => import('./zh-TW/chart.ts'),
  },
};

/** The languages that can be fetched; English is built in. */
export const TAGS = Object.keys(LOADERS);

/** The words of one section in one of the {@link TAGS}. The script builds' own module asks for the English ones too. */
export async function fetchWords(tag: string, section: Section, _english: object): Promise<Partial<Messages>> {
  return (await LOADERS[tag]![section]()).words;
}
