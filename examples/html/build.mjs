// What a person does by hand: the folder of scripts beside the page.
import { cpSync, mkdirSync } from 'node:fs';

mkdirSync('dist', { recursive: true });
for (const file of ['index.html', 'page.js', 'campaign.json']) cpSync(file, `dist/${file}`);
cpSync('node_modules/cairn-widgets/cdn', 'dist/cdn', { recursive: true });
