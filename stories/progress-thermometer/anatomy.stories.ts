import { meta, parts } from './element.ts';

export default { title: 'Progress thermometer/Anatomy', tags: ['!autodocs'], ...meta };

export const Parts = parts;
