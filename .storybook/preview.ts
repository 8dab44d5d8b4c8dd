import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../custom-elements.json' with { type: 'json' };
import '../src/index.ts';
import { argTypesOf } from '../stories/helpers/manifest.ts';
import { initialGlobals, globalTypes, setUpPage } from './toolbars.ts';
import './preview.css';

setCustomElementsManifest(manifest);

/** What a page's author would write: the element with the address of a campaign, without what the story is put up with. */
function snippet(code: string): string {
  const [element] = /<cairn-[\s\S]*<\/cairn-[a-z-]+>/.exec(code) ?? [code];
  return element
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/="(?=[\s>])/g, '')
    .replace(
      /(<cairn-(?!campaign)[a-z-]+)(?![^>]*\s(?:endpoint|raised)=)/,
      '$1 endpoint="https://…/campaigns/high-fells"',
    );
}

const preview: Preview = {
  tags: ['autodocs'],
  parameters: {
    layout: 'fullscreen',
    a11y: { test: 'error', context: '#storybook-root' },
    controls: { expanded: true, sort: 'none' },
    docs: { extractArgTypes: argTypesOf, source: { transform: snippet } },
    options: {
      storySort: {
        // Read without being run: literals only.
        order: [
          'Start here',
          'Theming',
          'Mission banner',
          ['Playground', 'Overview', 'Anatomy', 'Options', 'States', 'Accessibility'],
          'Progress thermometer',
          ['Playground', 'Overview', 'Anatomy', 'Options', 'States', 'Accessibility'],
          'Contribution form',
          ['Playground', 'Overview', 'Anatomy', 'Options', 'States', 'Accessibility'],
          'Member spotlight',
          ['Playground', 'Overview', 'Anatomy', 'Options', 'States', 'Accessibility'],
          'Impact chart',
          ['Playground', 'Overview', 'Anatomy', 'Options', 'States', 'Accessibility'],
        ],
      },
    },
  },
  globalTypes,
  initialGlobals,
  // What one story left on its way is not the next one's business.
  beforeEach: () => {
    sessionStorage.clear();
    localStorage.clear();
  },
  decorators: [
    (story, { globals, viewMode }) => {
      setUpPage(globals, viewMode === 'story');
      return story();
    },
  ],
};

export default preview;
