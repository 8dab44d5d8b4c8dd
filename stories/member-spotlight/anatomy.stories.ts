import { meta, parts } from './element.ts';

export default { title: 'Member spotlight/Anatomy', tags: ['!autodocs'], ...meta };

export const Parts = parts;
