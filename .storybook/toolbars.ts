/** What the toolbars offer, and what each choice does to the page a story stands on. */
import { LOCALES } from '../src/i18n/locales.ts';
import { ensurePseudo } from '../stories/helpers/pseudo.ts';
import bootstrap from './skins/bootstrap-like.css?inline';
import hostile from './skins/hostile.css?inline';
import small from './skins/small-root.css?inline';
import tailwind from './skins/tailwind-like.css?inline';
import wordpress from './skins/wordpress-like.css?inline';

const skins: Record<string, { title: string; css: string }> = {
  plain: { title: 'Plain page', css: '' },
  small: { title: 'html { font-size: 62.5% }', css: small },
  bootstrap: { title: 'Bootstrap-like', css: bootstrap },
  tailwind: { title: 'Tailwind-preflight-like', css: tailwind },
  wordpress: { title: 'WordPress-theme-like', css: wordpress },
  hostile: { title: 'Hostile rules', css: hostile },
};

const locales = Object.entries(LOCALES).map(([value, { name }]) => ({ value, title: name }));

/** A toolbar entry with a list of choices. */
const choice = <Icon extends string>(title: string, icon: Icon, items: { value: string; title: string }[]) => ({
  description: title,
  toolbar: { title, icon, items, dynamicTitle: true },
});

export const globalTypes = {
  scheme: choice('Scheme', 'contrast', [
    { value: 'light', title: 'Light page' },
    { value: 'dark', title: 'Dark page' },
  ]),
  accent: choice('Accent', 'paintbrush', [
    { value: '', title: 'Pine (default)' },
    { value: '#c8102e', title: 'Red' },
    { value: '#1d4ed8', title: 'Blue' },
    { value: '#f7d6e0', title: 'Blush (pale)' },
    { value: '#ffd400', title: 'Lemon' },
    { value: '#808080', title: 'Grey' },
    { value: '#111111', title: 'Ink' },
  ]),
  locale: choice('Language', 'globe', [
    ...locales,
    { value: 'en-XA', title: '[Łöñĝ àççéñţéð Éñĝļîšĥ]' },
    { value: 'ar-XB', title: '[Mirrored English]' },
  ]),
  direction: choice('Direction', 'transfer', [
    { value: '', title: 'Direction of the language' },
    { value: 'ltr', title: 'Left to right' },
    { value: 'rtl', title: 'Right to left' },
  ]),
  width: choice('Width', 'grow', [
    { value: '', title: 'Full width' },
    ...['240', '320', '480', '768', '960', '1200'].map((value) => ({ value, title: `${value} px` })),
  ]),
  skin: choice(
    'Host page',
    'browser',
    Object.entries(skins).map(([value, { title }]) => ({ value, title })),
  ),
  motion: choice('Motion', 'lightning', [
    { value: 'on', title: 'Motion' },
    { value: 'reduced', title: 'Reduced motion' },
  ]),
};

export const initialGlobals = {
  scheme: 'light',
  accent: '',
  locale: 'en',
  direction: '',
  width: '',
  skin: 'plain',
  motion: 'on',
};

const host = document.createElement('style');
host.id = 'host-skin';

/** Sets the page up as the toolbars say. A page of documentation keeps its own look: no host's rules there. */
export function setUpPage(globals: Record<string, unknown>, alone: boolean): void {
  const { scheme, accent, locale, direction, width, skin, motion } = { ...initialGlobals, ...globals } as Record<
    keyof typeof initialGlobals,
    string
  >;
  ensurePseudo(locale);
  const root = document.documentElement;
  root.lang = locale;
  root.dir = direction || (locale === 'ar-XB' ? 'rtl' : (LOCALES[locale]?.direction ?? 'ltr'));
  root.dataset['theme'] = scheme;
  set('--story-width', width ? `${width}px` : '');
  set('--cairn-accent', accent);
  set('--cairn-motion', motion === 'reduced' ? '0' : '');
  host.textContent = alone ? (skins[skin]?.css ?? '') : '';
  if (!host.isConnected) document.head.append(host);
}

function set(name: string, value: string): void {
  if (value) document.documentElement.style.setProperty(name, value);
  else document.documentElement.style.removeProperty(name);
}
