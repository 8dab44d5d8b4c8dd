/** Every language says everything, with the same placeholders and all plural forms its grammar has. */
import { describe, expect, it } from 'vitest';
import { ar } from '../../src/i18n/ar.ts';
import { de } from '../../src/i18n/de.ts';
import { en } from '../../src/i18n/en.ts';
import {
  hasLocale,
  loadLocale,
  plural,
  registerLocale,
  supportedLocale,
  term,
  type Message,
  type Messages,
} from '../../src/i18n/index.ts';

const LOCALES: Record<string, Messages> = { en, de, ar };
const forms = (message: Message) => (typeof message === 'string' ? [message] : Object.values(message));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const entries = (messages: Messages) => Object.entries(messages) as [keyof Messages, Message][];

describe.each(Object.entries(LOCALES))('[AL7] words in %s', (locale, messages) => {
  it('has every term, and none of its own', () => {
    expect(Object.keys(messages).sort()).toEqual(Object.keys(en).sort());
  });

  it('fills the same placeholders', () => {
    for (const [key, message] of entries(messages)) {
      const known = new Set(forms(en[key]).flatMap(placeholders));
      for (const form of forms(message)) {
        for (const name of placeholders(form)) expect(known, `${key}: {${name}}`).toContain(name);
      }
      // A form may leave out the number it stands for ("two days"), never anything else.
      const everywhere = (typeof message === 'string' ? message : message.other) as string;
      const needed = placeholders(typeof en[key] === 'string' ? en[key] : (en[key] as { other: string }).other);
      expect(placeholders(everywhere), key).toEqual(needed);
    }
  });

  it('has all plural forms of its grammar', () => {
    const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const [key, message] of entries(messages)) {
      if (typeof en[key] === 'string') expect(typeof message, key).toBe('string');
      else for (const category of categories) expect(message, `${key}.${category}`).toHaveProperty(category);
    }
  });

  it('marks nothing but bold, in pairs', () => {
    for (const [key, message] of entries(messages)) {
      for (const form of forms(message)) {
        const tags = form.match(/<[^>]*>/g) ?? [];
        expect(tags.length % 2, key).toBe(0);
        tags.forEach((tag, index) => expect(tag, key).toBe(index % 2 ? '</b>' : '<b>'));
      }
    }
  });
});

it('says what to do instead of begging or blaming', () => {
  for (const [key, message] of entries(en)) {
    for (const form of forms(message)) {
      expect(form, key).not.toMatch(/\b(please|sorry|oops|valid|invalid|error occurred)\b/i);
    }
  }
});

describe('choosing words', () => {
  it('takes the closest language, else English', async () => {
    expect(supportedLocale('de-AT')).toBe('de');
    expect(supportedLocale('ar-EG')).toBe('ar');
    expect(supportedLocale('xx')).toBe('en');
    expect(hasLocale('en-GB')).toBe(true);
    await loadLocale('de-AT');
    expect(hasLocale('de-CH')).toBe(true);
    expect(term('de-CH', 'tryAgain')).toBe(de.tryAgain);
    expect(term('xx', 'tryAgain')).toBe(en.tryAgain);
  });

  it('chooses the plural by n and fills the rest', async () => {
    expect(term('en', 'daysLeft', { n: 1, count: '1' })).toBe('1 day');
    expect(term('en', 'daysLeft', { n: 41, count: '41' })).toBe('41 days');
    await loadLocale('ar');
    expect(term('ar', 'daysLeft', { n: 2, count: '2' })).toBe('يومان');
    expect(term('ar', 'daysLeft', { n: 3, count: '3' })).toBe('3 أيام');
    expect(plural({ one: 'tree', other: 'trees' }, 5, 'en')).toBe('trees');
  });

  it('leaves an unknown placeholder as it is, and takes the words of the element that asks', () => {
    expect(term('en', 'opensOn')).toContain('{date}');
    expect(term('en', 'formTitle', {}, { formTitle: 'Join in' })).toBe('Join in');
  });

  it('can be taught a language', () => {
    registerLocale('nl', { ...en, tryAgain: 'Opnieuw proberen' });
    expect(term('nl-BE', 'tryAgain')).toBe('Opnieuw proberen');
  });
});
