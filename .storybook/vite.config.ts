import { defineConfig } from 'vite';

/** Pictures stay files, because a campaign shows no `data:` address. */
export default defineConfig({ publicDir: false, build: { assetsInlineLimit: 0 } });
