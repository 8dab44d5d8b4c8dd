import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  // Pictures stay files, because a campaign shows no data: address.
  // The library's own vite.config.ts builds dist/ and is none of Storybook's business.
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, lib: undefined, assetsInlineLimit: 0 }, publicDir: false }),
};

export default config;
