import { meta, parts } from './element.ts';

export default { title: 'Mission banner/Anatomy', tags: ['!autodocs'], ...meta };

export const Parts = parts;
