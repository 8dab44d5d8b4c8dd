import { defineConfig } from 'vite';

/** The library's own vite.config.ts builds scripts for pages and is none of Storybook's business. */
export default defineConfig({ publicDir: false });
