/**
 * The script build: minified ES modules with every dependency inside, for `<script type="module" src="…">`.
 * `vite build` makes cdn/cairn.js; `npm run build` makes the whole family from this file (tools/cdn.mjs).
 */
import { defineConfig } from 'vite';
import { minifyTemplates } from './tools/minify-templates.mjs';
import { plainProperties } from './tools/plain-properties.mjs';
import { renamePolicy } from './tools/rename-policy.mjs';

export default defineConfig({
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [renamePolicy(), minifyTemplates(), plainProperties()],
  build: {
    outDir: 'cdn',
    emptyOutDir: false,
    target: 'es2022',
    sourcemap: true,
    modulePreload: false,
    lib: {
      entry: 'src/script.ts',
      formats: ['es'],
      fileName: (_format, name) => `${name === 'script' ? 'cairn' : name}.js`,
    },
    rolldownOptions: {
      // Whoever starts a first look need not read how long each part took.
      checks: { bundlerTimings: false },
      output: {
        // Vite keeps the white space of libraries unless told here, too.
        minify: true,
        comments: false,
        // Beside the entry, because it becomes one file with it (tools/one-file.mjs).
        chunkFileNames: ({ name }) => (name === 'base' ? '[name]-[hash].js' : 'chunks/[name]-[hash].js'),
        // What an entry needs at once is one chunk, however many later pieces share a part of it.
        codeSplitting: { groups: [{ name: 'base', tags: ['$initial'] }] },
      },
    },
  },
});
