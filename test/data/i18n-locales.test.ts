/** Every language says everything, with the same placeholders and all plural forms its grammar has. */
import { existsSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../tools/pack-words.mjs';
import { english } from '../../src/i18n/en.ts';
import type { Message, Section } from '../../src/i18n/index.ts';
import { TAGS, fetchWords } from '../../src/i18n/loaders.ts';
import { LOCALES } from '../../src/i18n/locales.ts';

const SECTIONS = Object.keys(english) as Section[];
const folder = new URL('../../src/i18n/', import.meta.url);

type Catalogue = Record<string, Message>;
const englishOf = (section: Section) => english[section] as Catalogue;
const wordsOf = async (tag: string, section: Section) =>
  tag === 'en' ? englishOf(section) : ((await fetchWords(tag, section, english[section])) as Catalogue);

const forms = (message: Message): string[] => (typeof message === 'string' ? [message] : Object.values(message));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).sort();
const categoriesOf = (tag: string) => new Intl.PluralRules(tag).resolvedOptions().pluralCategories;

/** Begging and blaming, in each language: please, sorry, oops, valid and invalid, "an error occurred". */
const FORBIDDEN: Record<string, RegExp> = {
  en: /\b(please|sorry|oops|valid|invalid|error occurred)\b/i,
  de: /\b(bitte|leider|entschuldigung|hoppla|(un)?gültige?[rsnm]?|fehler (ist )?aufgetreten)\b/i,
  fr: /\b(veuillez|s’il vous plaît|désolés?|oups|(in)?valides?|erreur est survenue|malheureusement)\b/i,
  es: /\b(por favor|lo sentimos|perdona|vaya|uy|(in)?válid[oa]s?|ha ocurrido un error|lamentablemente)\b/i,
  it: /\b(per favore|per piacere|spiacenti|ops|(non )?valid[oaie]|si è verificato un errore|purtroppo)\b/i,
  pt: /\b(por favor|lamentamos|desculpe|ups|(in)?válid[oa]s?|ocorreu um erro|infelizmente)\b/i,
  'pt-BR': /\b(por favor|desculpe|ops|(in)?válid[oa]s?|ocorreu um erro|infelizmente)\b/i,
  nl: /\b(alsjeblieft|alstublieft|sorry|helaas|oeps|(on)?geldige?|fout opgetreden)\b/i,
  sv: /\b(vänligen|snälla|tyvärr|ursäkta|hoppsan|(o)?giltigt?|ett fel inträffade)\b/i,
  nb: /\b(vennligst|beklager|dessverre|oi|(u)?gyldige?|det oppstod en feil)\b/i,
  da: /\b(venligst|beklager|desværre|ups|(u)?gyldigt?|der opstod en fejl)\b/i,
  fi: /(ole hyvä|olkaa hyvä|pahoittelemme|valitettavasti|hups|kelvollinen|kelpaa|virheelli|tapahtui virhe)/i,
  pl: /(proszę|prosimy|przepraszamy|niestety|ups|prawidłow|wystąpił błąd)/i,
  cs: /(prosím|omlouváme|bohužel|jejda|neplatn|platný|došlo k chybě)/i,
  uk: /(будь ласка|вибачте|на жаль|ой|недійсн|дійсн|сталася помилка)(?![а-яіїєґ])/i,
  ru: /(пожалуйста|извините|простите|к сожалению|упс|недействител|действител|произошла ошибка)/i,
  tr: /(lütfen|üzgünüz|maalesef|eyvah|geçerli|geçersiz|hata oluştu)/i,
  ar: /(من فضلك|يرجى|الرجاء|رجاءً|عذر(ًا|اً)|آسف|للأسف|غير صالح|صالح|حدث خطأ)/,
  he: /(בבקשה|אנא|נא |סליחה|מצטער|לצערנו|אופס|לא תקין|תקין|אירעה שגיאה)/,
  hi: /(कृपया|क्षमा करें|माफ़|खेद|अमान्य|मान्य|त्रुटि हुई)/,
  ja: /(お願い|申し訳|すみません|ごめん|残念|無効|有効な|エラーが発生)/,
  ko: /(부탁|죄송|미안|아쉽게|유효|잘못된|오류가 발생)/,
  'zh-CN': /(请|抱歉|对不起|很遗憾|哎呀|无效|有效|发生错误)/,
  'zh-TW': /(請|抱歉|對不起|很遺憾|哎呀|無效|有效|發生錯誤)/,
};

it('knows of every folder of words, and lists the facts of each language', () => {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(folders.map((one) => one.name).sort()).toEqual(Object.keys(LOCALES).sort());
  expect(['en', ...TAGS].sort()).toEqual(Object.keys(LOCALES).sort());
  for (const tag of Object.keys(LOCALES)) {
    for (const section of SECTIONS) {
      expect(existsSync(new URL(`${tag}/${section}.ts`, folder)), `${tag}/${section}`).toBe(true);
    }
  }
});

it('gives no term to two sections', () => {
  const keys = SECTIONS.flatMap((section) => Object.keys(english[section]));
  expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
});

describe.each(Object.keys(LOCALES))('[AL7] words in %s', (tag) => {
  describe.each(SECTIONS)('%s', (section) => {
    it('has every term, and none of its own', async () => {
      const words = await wordsOf(tag, section);
      const missing = Object.keys(englishOf(section)).filter((key) => !(key in words));
      const unknown = Object.keys(words).filter((key) => !(key in englishOf(section)));
      expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
    });

    it('fills the same placeholders', async () => {
      for (const [key, message] of Object.entries(await wordsOf(tag, section))) {
        const source = englishOf(section)[key] ?? '';
        const known = forms(source).flatMap(placeholders);
        for (const form of forms(message)) {
          for (const name of placeholders(form)) expect(known, `${key}: {${name}}`).toContain(name);
        }
        // A form may leave out the number it stands for ("two days"), never anything else.
        const main = typeof message === 'string' ? message : message.other;
        expect(placeholders(main), key).toEqual(placeholders(typeof source === 'string' ? source : source.other));
        for (const form of forms(message)) {
          const left = placeholders(main).filter((name) => !placeholders(form).includes(name));
          expect(
            left.filter((name) => name !== 'count'),
            key,
          ).toEqual([]);
        }
      }
    });

    it('has all plural forms of its grammar, and no others', async () => {
      const categories = [...categoriesOf(tag)].sort();
      for (const [key, message] of Object.entries(await wordsOf(tag, section))) {
        const source = englishOf(section)[key] ?? '';
        expect(typeof message, key).toBe(typeof source);
        if (typeof message !== 'string') expect(Object.keys(message).sort(), key).toEqual(categories);
      }
    });

    it('marks nothing but bold, in pairs, as often as English does', async () => {
      for (const [key, message] of Object.entries(await wordsOf(tag, section))) {
        const source = forms(englishOf(section)[key] ?? '')
          .at(-1)!
          .match(/<b>/g)?.length;
        for (const form of forms(message)) {
          const tags = form.match(/<[^>]*>/g) ?? [];
          tags.forEach((found, index) => expect(found, key).toBe(index % 2 ? '</b>' : '<b>'));
          expect(tags.length % 2, key).toBe(0);
          if (form === forms(message).at(-1)) expect(tags.length / 2, key).toBe(source ?? 0);
        }
      }
    });

    it('says something in every form, without stray spaces, and what to do instead of begging or blaming', async () => {
      for (const [key, message] of Object.entries(await wordsOf(tag, section))) {
        for (const form of forms(message)) {
          expect(form.trim().length, key).toBeGreaterThan(0);
          if (key !== 'errorPrefix') expect(form, key).toBe(form.trim());
          expect(form, key).not.toMatch(/ {2}/);
          expect(form, key).not.toMatch(FORBIDDEN[tag]!);
        }
      }
    });

    it('comes out of the packed form of the script builds as it went in', async () => {
      const words = await wordsOf(tag, section);
      const packed = pack(words, english[section]);
      const back = unpack(packed, english[section]) as Catalogue;
      for (const [key, message] of Object.entries(words)) {
        if (typeof message === 'string') expect(back[key], key).toBe(message);
        else if (Object.keys(message).length === 1) expect(back[key], key).toBe(message.other);
        else expect(back[key], key).toMatchObject(message);
      }
    });
  });
});

/** A field that is filled, but not as it should be, is counted by the same sentence as an empty one. */
const ABSENT =
  /\b(missing|fehl(t|en)|manqu\w+|falta\w*|manca\w*|ontbre\w+|saknas|mangler|puuttu\w+|brakuje|chyb[íě]\w*|eksik\w*)\b|браку|не вистача|не хвата|отсутств|ينقص|חסר|कमी|未入力|足りない|빠진|누락|缺少/iu;

it.each(Object.keys(LOCALES))(
  '[A-form-summary] does not say in %s that what is to be mended is missing',
  async (tag) => {
    expect('2 Angaben fehlen noch.').toMatch(ABSENT);
    const words = await wordsOf(tag, 'sending');
    for (const form of forms(words['toFix']!)) expect(form).not.toMatch(ABSENT);
  },
);
