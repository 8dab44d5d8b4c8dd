import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/index.ts';
import './preview.css';

setCustomElementsManifest(manifest);

/** A toolbar entry with a list of choices. */
const choice = <Icon extends string>(title: string, icon: Icon, items: { value: string; title: string }[]) => ({
  description: title,
  toolbar: { title, icon, items, dynamicTitle: true },
});

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error' },
    controls: { expanded: true },
    options: {
      storySort: {
        order: [
          'Start here',
          'Mission banner',
          'Progress thermometer',
          'Contribution form',
          'Member spotlight',
          'Impact chart',
        ],
      },
    },
  },
  globalTypes: {
    scheme: choice('Scheme', 'contrast', [
      { value: 'light', title: 'Light page' },
      { value: 'dark', title: 'Dark page' },
    ]),
    locale: choice('Language', 'globe', [
      { value: 'en', title: 'English' },
      { value: 'de', title: 'Deutsch' },
      { value: 'ar', title: 'العربية (right to left)' },
    ]),
    width: choice('Width', 'grow', [
      { value: '', title: 'Full width' },
      ...['240', '320', '480', '768', '1200'].map((value) => ({ value, title: `${value} px` })),
    ]),
    accent: choice('Accent', 'paintbrush', [
      { value: '', title: 'Pine (default)' },
      { value: '#c8102e', title: 'Red' },
      { value: '#1d4ed8', title: 'Blue' },
      { value: '#f7d6e0', title: 'Blush (pale)' },
      { value: '#111111', title: 'Ink' },
    ]),
  },
  initialGlobals: { scheme: 'light', locale: 'en', width: '', accent: '' },
  // What one story left on its way is not the next one's business.
  beforeEach: () => sessionStorage.clear(),
  decorators: [
    (story, { globals }) => {
      const root = document.documentElement;
      const { scheme, locale, width, accent } = globals as Record<string, string>;
      root.lang = locale ?? 'en';
      root.dir = locale === 'ar' ? 'rtl' : 'ltr';
      root.dataset['theme'] = scheme;
      root.style.setProperty('--story-width', width ? `${width}px` : '100%');
      if (accent) root.style.setProperty('--cairn-accent', accent);
      else root.style.removeProperty('--cairn-accent');
      return story();
    },
  ],
};

export default preview;
