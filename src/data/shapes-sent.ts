// Generated from schema.ts by tools/compile-schemas.mjs: do not edit, run `npm run build`.
import type { ShapeOf } from './read.ts';

import type { receiptSchema } from './schema.ts';
import { count, id, quantity, time } from './shapes.ts';

export const receiptShape: ShapeOf<typeof receiptSchema> = {
  id,
  state: ['one', ['recorded', 'awaiting_payment', 'confirmed', 'failed', 'expired', 'cancelled', 'refunded']],
  kind: ['one', ['donate', 'pledge', 'volunteer', 'act', 'share']],
  pathwayId: id,
  quantity: ['optional', quantity],
  frequency: ['optional', ['one', ['once', 'weekly', 'monthly', 'yearly']]],
  receipt: ['string'],
  viewToken: ['optional', ['string']],
  createdAt: ['optional', time],
  expiresAt: ['optional', time],
  stone: ['optional', count],
  waitlist: ['optional', ['every', ['string']]],
  next: [
    'missing',
    [
      'union',
      'type',
      {
        none: { type: ['one', ['none']] },
        redirect: { type: ['one', ['redirect']], url: ['string'], host: ['string'] },
        instructions: {
          type: ['one', ['instructions']],
          text: ['string'],
          qr: ['maybe', { size: ['number', ['int'], ['min', 1]], path: ['string'] }],
        },
      },
    ],
    { type: 'none' },
  ],
};
