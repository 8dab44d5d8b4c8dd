/** Choosing words: the closest language, one section at a time, plural forms, and words that a page brings itself. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { english } from '../../src/i18n/en.ts';
import { hasLocale, loadLocale, onWords, plural, registerLocale, supportedLocale, term } from '../../src/i18n/index.ts';
import * as loaders from '../../src/i18n/loaders.ts';
import { words as deBanner } from '../../src/i18n/de/banner.ts';
import { words as deShared } from '../../src/i18n/de/shared.ts';

vi.mock('../../src/i18n/loaders.ts', { spy: true });
afterEach(() => void vi.clearAllMocks());

describe('[AL7] the closest language', () => {
  it.each([
    ['de-AT', 'de'],
    ['de-Latn-CH-1996', 'de'],
    ['ar-EG', 'ar'],
    ['ar-Arab-EG-u-nu-latn', 'ar'],
    ['pt-PT', 'pt'],
    ['pt-BR', 'pt-BR'],
    ['pt-AO', 'pt'],
    ['es-419', 'es'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['iw', 'he'],
    ['zh', 'zh-CN'],
    ['zh-SG', 'zh-CN'],
    ['zh-Hans-HK', 'zh-CN'],
    ['zh-Hant', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['ZH-tw', 'zh-TW'],
    ['en-GB', undefined],
    ['xx', undefined],
    ['en_US', undefined],
    ['', undefined],
  ])('%s is read as %s', (tag, expected) => {
    expect(supportedLocale(tag)).toBe(expected);
  });

  it('needs nothing for English, nor for a language nobody has words for', () => {
    expect(hasLocale('en-GB', 'form')).toBe(true);
    expect(hasLocale('xx', 'form')).toBe(true);
  });
});

describe('[AL7] fetching', () => {
  it('brings what all elements say and what the one element says, at the same time, once', async () => {
    expect(hasLocale('de-CH', 'banner')).toBe(false);
    expect(term('de-CH', 'bannerAbout', {}, english.banner)).toBe(english.banner.bannerAbout);
    await Promise.all([
      loadLocale('de-CH', 'banner', english.banner),
      loadLocale('de', 'banner', english.banner),
      loadLocale('de-AT', 'banner', english.banner),
    ]);
    expect(vi.mocked(loaders.fetchWords).mock.calls.map(([tag, section]) => `${tag}/${section}`)).toEqual([
      'de/shared',
      'de/banner',
    ]);
    expect(hasLocale('de-CH', 'banner')).toBe(true);
    expect(hasLocale('de-CH', 'form'), 'no other section').toBe(false);
    expect(term('de-CH', 'bannerAbout', {}, english.banner)).toBe(deBanner.bannerAbout);
    expect(term('de-CH', 'tryAgain')).toBe(deShared.tryAgain);
  });

  it('says so once when a language cannot be fetched, and speaks English', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    vi.mocked(loaders.fetchWords)
      .mockRejectedValueOnce(new Error('offline'))
      .mockRejectedValueOnce(new Error('offline'));
    await loadLocale('ar', 'chart', english.chart);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]![0]).toContain('"ar"');
    expect(hasLocale('ar', 'chart')).toBe(true);
    expect(term('ar', 'chartToday', {}, english.chart)).toBe('Today');
    expect(term('ar', 'daysLeft', { n: 2, count: '2' }), 'with the plural forms of English').toBe('2 days');
    warn.mockRestore();
  });
});

describe('saying', () => {
  it('chooses the plural by n and fills the rest', async () => {
    expect(term('en', 'daysLeft', { n: 1, count: '1' })).toBe('1 day');
    expect(term('en', 'daysLeft', { n: 41, count: '41' })).toBe('41 days');
    await loadLocale('ar', 'banner', english.banner);
    expect(term('ar', 'bannerSupporters', { n: 2, count: '2' })).toBe('<b>شخصان</b> وضعا حجرًا');
    expect(term('ar', 'bannerSupporters', { n: 3, count: '3' })).toBe('<b>3 أشخاص</b> وضعوا حجرًا');
    expect(plural({ one: 'tree', other: 'trees' }, 5, 'en')).toBe('trees');
  });

  it('leaves an unknown placeholder as it is, and takes the words of the element that asks', () => {
    expect(term('en', 'opensOn')).toContain('{date}');
    expect(term('en', 'formTitle', {}, { formTitle: 'Join in' })).toBe('Join in');
  });
});

describe('[AL7] words of the page’s own', () => {
  it('teach a language, and tell the elements that are there', () => {
    const heard = vi.fn();
    const deaf = onWords(heard);
    registerLocale('ca', { tryAgain: 'Torna-ho a provar' });
    expect(term('ca-ES', 'tryAgain')).toBe('Torna-ho a provar');
    expect(term('ca', 'refreshNow'), 'what is left out').toBe('Refresh now');
    expect(hasLocale('ca', 'form'), 'nothing to fetch').toBe(true);
    expect(heard).toHaveBeenCalledTimes(1);
    deaf();
    registerLocale('ca', { refreshNow: 'Actualitza' });
    expect(heard).toHaveBeenCalledTimes(1);
    expect(term('ca', 'tryAgain'), 'adds to what was there').toBe('Torna-ho a provar');
  });

  it('win over ours, whichever comes first, for a variety alone if they say so', async () => {
    registerLocale('de', { chartToday: 'Jetzt' });
    registerLocale('de-AT', { chartMonth: 'Monat im Jahr' });
    await loadLocale('de-AT', 'chart', english.chart);
    expect(term('de', 'chartToday', {}, english.chart)).toBe('Jetzt');
    expect(term('de-AT', 'chartToday', {}, english.chart)).toBe('Jetzt');
    expect(term('de-AT', 'chartMonth', {}, english.chart)).toBe('Monat im Jahr');
    expect(term('de', 'chartMonth', {}, english.chart)).toBe('Monat');
    expect(term('de-AT', 'chartDay', {}, english.chart)).toBe('Tag');
  });
});
