/** The languages of Cairn, for documentation and tests: no page imports this. */
export interface LocaleFacts {
  /** The language in its own words. */
  name: string;
  direction: 'ltr' | 'rtl';
  /** Whether somebody who speaks it natively has read every sentence. */
  reviewed: boolean;
}

const unreviewed = (name: string, direction: LocaleFacts['direction'] = 'ltr'): LocaleFacts => ({
  name,
  direction,
  reviewed: false,
});

export const LOCALES: Record<string, LocaleFacts> = {
  en: { name: 'English', direction: 'ltr', reviewed: true },
  de: unreviewed('Deutsch'),
  fr: unreviewed('Français'),
  es: unreviewed('Español'),
  it: unreviewed('Italiano'),
  pt: unreviewed('Português'),
  'pt-BR': unreviewed('Português (Brasil)'),
  nl: unreviewed('Nederlands'),
  sv: unreviewed('Svenska'),
  nb: unreviewed('Norsk bokmål'),
  da: unreviewed('Dansk'),
  fi: unreviewed('Suomi'),
  pl: unreviewed('Polski'),
  cs: unreviewed('Čeština'),
  uk: unreviewed('Українська'),
  ru: unreviewed('Русский'),
  tr: unreviewed('Türkçe'),
  ar: unreviewed('العربية', 'rtl'),
  he: unreviewed('עברית', 'rtl'),
  hi: unreviewed('हिन्दी'),
  ja: unreviewed('日本語'),
  ko: unreviewed('한국어'),
  'zh-CN': unreviewed('简体中文'),
  'zh-TW': unreviewed('繁體中文'),
};
