import { meta, story } from './element.ts';

export default { title: 'Impact chart/Playground', tags: ['!autodocs'], ...meta };

export const Playground = story('Every option of the element is a control.');
