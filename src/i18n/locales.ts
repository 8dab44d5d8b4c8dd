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
  ar: unreviewed('العربية', 'rtl'),
};
