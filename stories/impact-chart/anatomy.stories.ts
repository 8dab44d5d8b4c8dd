import { meta, parts } from './element.ts';

export default { title: 'Impact chart/Anatomy', tags: ['!autodocs'], ...meta };

export const Parts = parts;
