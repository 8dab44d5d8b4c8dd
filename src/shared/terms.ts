import { createContext } from '@lit/context';
import type { ComplexAttributeConverter } from 'lit';
import { report } from '../data/report.ts';
import type { Messages } from '../i18n/index.ts';

/** A page's own words instead of Cairn's, by their names in `src/i18n/en`. What is left out stays as it is. */
export type Terms = Partial<Messages>;

/** Carries the words of the enclosing `<cairn-campaign>`s to what is inside. */
export const termsContext = createContext<Terms | undefined>(Symbol.for('cairn.terms.v1'));

/** `terms='{"tryAgain": "Once more"}'`. What is no JSON object of words is left out with a line in the console. */
export const termsConverter: ComplexAttributeConverter<Terms> = {
  fromAttribute(value) {
    if (!value) return {};
    try {
      const terms: unknown = JSON.parse(value);
      if (typeof terms === 'object' && terms !== null) return terms as Terms;
    } catch {
      // Said below.
    }
    report('warn', `terms="${value.slice(0, 80)}" is no JSON object such as {"tryAgain": "Once more"}: left out.`);
    return {};
  },
};
