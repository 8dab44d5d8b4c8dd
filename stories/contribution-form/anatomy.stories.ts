import { meta, parts } from './element.ts';

export default { title: 'Contribution form/Anatomy', tags: ['!autodocs'], ...meta };

export const Parts = parts;
