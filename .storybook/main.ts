import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  stories: ['../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  framework: { name: '@storybook/web-components-vite', options: {} },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
  // The library's own vite.config.ts builds dist/ and is none of Storybook's business.
  viteFinal: (vite) => ({ ...vite, build: { ...vite.build, lib: undefined }, publicDir: false }),
};

export default config;
