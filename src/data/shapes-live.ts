// Generated from schema.ts by tools/compile-schemas.mjs: do not edit, run `npm run build`.
import type { ShapeOf } from './read.ts';

import type { contributionEventSchema, goalsUpdateSchema } from './schema.ts';
import { contribution, count, id, raised, time } from './shapes.ts';

export const goalsUpdateShape: ShapeOf<typeof goalsUpdateSchema> = {
  rev: count,
  from: ['missing', count, 0],
  asOf: ['optional', time],
  status: ['optional', ['one', ['upcoming', 'active', 'paused', 'ended']]],
  goals: ['every', { id, raised, supporters: ['optional', ['nullable', count]] }],
};
export const contributionEventShape: ShapeOf<typeof contributionEventSchema> = {
  rev: count,
  from: ['missing', count, 0],
  contribution,
};
